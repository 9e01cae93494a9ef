"$ORGSIM" query result.orgdb:run-1 "select id, unit from people order by id" --quiet
