"$ORGSIM" render result.orgdb:run-1 --with template title="Where we stand" -o . --quiet
cat targets.html
