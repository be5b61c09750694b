using System.Data.Common;

namespace RulesRouter.Service.Outcomes;

/// <summary>Creates commands on an open store. Every statement is a constant; values are parameters.</summary>
/// <param name="Transaction">Null for a single read.</param>
internal readonly record struct StoreSession(DbConnection Connection, DbTransaction? Transaction)
{
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // A constant of the caller.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = Transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar();
    }
}
