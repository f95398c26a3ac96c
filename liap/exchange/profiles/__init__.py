"""Files for the planning and reporting systems that offices use already: their columns, out and in (feature N6).

The columns are a selection of this house after public descriptions of those systems. Nothing is sent to them and no
integration is promised; whoever works there takes the file over by hand.
"""
