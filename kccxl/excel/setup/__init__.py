"""Put kccxl's add-in into Excel, take it out again, and find out what stands in its way."""
