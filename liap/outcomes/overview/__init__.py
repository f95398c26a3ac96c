"""Results of the nation, of a directorate, a province or a region: pictures, figures and the tables behind them."""
