using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Budgets;

/// <summary>
/// Budgets of one machine: a SQLite file that several processes may share, or memory. It is also the ledger of an instance whose budgets
/// are in a shared store: what this instance charged, and which of it the shared store has.
/// </summary>
internal sealed class SqliteBudgetStore : IBudgetStore
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS charges (
          decision TEXT NOT NULL, key TEXT NOT NULL, reserved INTEGER NOT NULL, estimate INTEGER NOT NULL, spent INTEGER, expires INTEGER NOT NULL,
          hops TEXT NOT NULL, shared INTEGER NOT NULL, PRIMARY KEY (decision, key)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS open_charges ON charges (expires) WHERE spent IS NULL;
        CREATE INDEX IF NOT EXISTS unshared_charges ON charges (shared) WHERE shared = 0;
        CREATE TABLE IF NOT EXISTS totals (key TEXT PRIMARY KEY, spent INTEGER NOT NULL, reserved INTEGER NOT NULL, touched INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS generation (value TEXT NOT NULL);
        """;

    private const string Columns = "decision, key, reserved, estimate, spent, expires, hops";

    /// <summary>Reservations between two deletions of what is no longer kept.</summary>
    private const int CleanEvery = 10_000;

    private readonly StateFile file;
    private int sinceCleaned;

    /// <param name="file">Disposed with this store.</param>
    /// <exception cref="IOException">The file is not a store of budgets.</exception>
    public SqliteBudgetStore(StateFile file)
    {
        this.file = file;
        file.Create(Tables);
    }

    public string? Problem => null;

    public ImmutableArray<BudgetTotals> Read(ImmutableArray<string> keys, DateTimeOffset now) => file.InTransaction(transaction =>
    {
        Sweep(now, transaction);
        return keys.Select(key => TotalsOf(key, transaction)).ToImmutableArray();
    });

    public bool TryReserve(ImmutableArray<BudgetCharge> charges, DateTimeOffset now) => file.InTransaction(transaction =>
    {
        Sweep(now, transaction);
        foreach (var charge in charges)
        {
            var totals = TotalsOf(charge.Key, transaction);
            if (totals.Spent + totals.Reserved > charge.Limit - charge.Reserved)
            {
                return false;
            }
        }

        foreach (var charge in charges)
        {
            Put(charge, isShared: false, now, transaction);
        }

        if (++sinceCleaned >= CleanEvery)
        {
            sinceCleaned = 0;
            Clean(now, transaction);
        }

        return true;
    });

    public void Put(BudgetCharge charge, DateTimeOffset now) => Put(charge, isShared: false, now);

    /// <param name="isShared">The shared store has the charge in this state.</param>
    public void Put(BudgetCharge charge, bool isShared, DateTimeOffset now) => file.InTransaction(transaction =>
    {
        Put(charge, isShared, now, transaction);
        return 0;
    });

    public void Change(string decision, Func<BudgetCharge, BudgetCharge> change, DateTimeOffset now) =>
        file.InTransaction(transaction =>
        {
            foreach (var charge in Charges($"SELECT {Columns} FROM charges WHERE decision = $1", transaction, decision))
            {
                if (change(charge) is var changed && changed != charge)
                {
                    Put(changed, isShared: false, now, transaction);
                }
            }

            return 0;
        });

    /// <summary>Takes over the state of charges of this instance in the shared store, which may lack something that this has.</summary>
    public void TakeOver(ImmutableArray<BudgetCharge> charges, DateTimeOffset now) => file.InTransaction(transaction =>
    {
        foreach (var charge in charges)
        {
            if (Charge(charge.Decision, charge.Key, transaction) is { } own)
            {
                var all = own.With(charge);
                Put(all, isShared: all == charge, now, transaction);
            }
        }

        return 0;
    });

    public ImmutableArray<BudgetCharge> Find(string decision) =>
        file.InTransaction(transaction => Charges($"SELECT {Columns} FROM charges WHERE decision = $1", transaction, decision));

    /// <summary>Charges that the shared store does not have in their present state.</summary>
    public ImmutableArray<BudgetCharge> Unshared() =>
        file.InTransaction(transaction => Charges($"SELECT {Columns} FROM charges WHERE shared = 0 LIMIT 1000", transaction));

    /// <summary>Open charges.</summary>
    public ImmutableArray<BudgetCharge> Open() =>
        file.InTransaction(transaction => Charges($"SELECT {Columns} FROM charges WHERE spent IS NULL", transaction));

    /// <summary>What this instance spent, by key.</summary>
    public ImmutableArray<(string Key, long Spent)> Spending() => file.InTransaction(transaction =>
    {
        var rows = ImmutableArray.CreateBuilder<(string, long)>();
        using var command = file.Command("SELECT key, spent FROM totals WHERE spent > 0", transaction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return rows.ToImmutable();
    });

    /// <summary>The generation of the shared store that has everything marked as shared; null before the first.</summary>
    public string? Generation => file.InTransaction(transaction =>
    {
        using var command = file.Command("SELECT value FROM generation", transaction);
        return (string?)command.ExecuteScalar();
    });

    /// <summary>The shared store of a generation has every charge.</summary>
    public void ShareAll(string generation) => file.InTransaction(transaction =>
    {
        file.Run("DELETE FROM generation", transaction);
        file.Run("INSERT INTO generation VALUES ($1)", transaction, generation);
        file.Run("UPDATE charges SET shared = 1", transaction);
        return 0;
    });

    public void Dispose() => file.Dispose();

    /// <summary>Settles open charges that have expired; a charge that the shared store does not have yet still has to be added.</summary>
    private void Sweep(DateTimeOffset now, SqliteTransaction transaction)
    {
        var expired = new List<(string Key, long Reserved, long Spent)>();
        using (var command = file.Command(
            "UPDATE charges SET spent = estimate WHERE spent IS NULL AND expires <= $1 RETURNING key, reserved, spent",
            transaction,
            now.ToUnixTimeMilliseconds()))
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                expired.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        foreach (var (key, reserved, spent) in expired)
        {
            Add(key, spent, -reserved, now, transaction);
        }
    }

    private void Clean(DateTimeOffset now, SqliteTransaction transaction)
    {
        // Without a generation there is no shared store that may have to get them yet.
        file.Run(
            "DELETE FROM charges WHERE spent IS NOT NULL AND (shared = 1 OR NOT EXISTS (SELECT 1 FROM generation)) AND expires < $1",
            transaction,
            (now - Retention.Charges).ToUnixTimeMilliseconds());
        file.Run("DELETE FROM totals WHERE touched < $1", transaction, (now - Retention.Totals).ToUnixTimeMilliseconds());
    }

    private void Put(BudgetCharge charge, bool isShared, DateTimeOffset now, SqliteTransaction transaction)
    {
        var old = Charge(charge.Decision, charge.Key, transaction);
        file.Run(
            "INSERT OR REPLACE INTO charges VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            transaction,
            charge.Decision,
            charge.Key,
            charge.Reserved,
            charge.Estimate,
            charge.Spent is { } spent ? spent : DBNull.Value,
            charge.Expires.ToUnixTimeMilliseconds(),
            charge.Hops,
            isShared ? 1 : 0);
        Add(charge.Key, (charge.Spent ?? 0) - (old?.Spent ?? 0), ReservedOf(charge) - ReservedOf(old), now, transaction);
    }

    private void Add(string key, long spent, long reserved, DateTimeOffset now, SqliteTransaction transaction) => file.Run(
        """
        INSERT INTO totals VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO UPDATE SET spent = spent + excluded.spent, reserved = reserved + excluded.reserved, touched = excluded.touched
        """,
        transaction,
        key,
        spent,
        reserved,
        now.ToUnixTimeMilliseconds());

    private static long ReservedOf(BudgetCharge? charge) => charge is { Spent: null } ? charge.Reserved : 0;

    private BudgetTotals TotalsOf(string key, SqliteTransaction transaction)
    {
        using var command = file.Command("SELECT spent, reserved FROM totals WHERE key = $1", transaction, key);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new BudgetTotals(reader.GetInt64(0), reader.GetInt64(1)) : default;
    }

    private BudgetCharge? Charge(string decision, string key, SqliteTransaction transaction) =>
        Charges($"SELECT {Columns} FROM charges WHERE decision = $1 AND key = $2", transaction, decision, key).FirstOrDefault();

    private ImmutableArray<BudgetCharge> Charges(string sql, SqliteTransaction transaction, params object[] values)
    {
        var rows = ImmutableArray.CreateBuilder<BudgetCharge>();
        using var command = file.Command(sql, transaction, values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(new BudgetCharge(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                reader.GetString(6)));
        }

        return rows.ToImmutable();
    }
}
