// In place of the library's 200 kB: the desk draws no charts.
