using System.Data.Common;

namespace RulesRouter.Service.Outcomes;

/// <summary>The database of an outcome store. Statements use what SQLite and PostgreSQL have in common.</summary>
internal interface IOutcomeDatabase
{
    /// <summary>Where it is, as messages name it; without a password.</summary>
    string Name { get; }

    /// <exception cref="DbException">It cannot be opened.</exception>
    /// <exception cref="IOException">It is not an outcome store.</exception>
    DbConnection Open();

    /// <summary>Whether an open connection still writes where the next one would.</summary>
    bool IsCurrent(DbConnection connection);

    /// <summary>Until the transaction ends, no other one of any process changes the store.</summary>
    void Lock(DbTransaction transaction);

    /// <summary>Whether a table exists.</summary>
    bool HasTable(DbTransaction transaction, string table);

    /// <summary>
    /// Moves a damaged database out of the way, so that the next <see cref="Open"/> creates an empty one. False if it is not damaged, or
    /// must be repaired by hand.
    /// </summary>
    bool Discard(DbException exception);
}
