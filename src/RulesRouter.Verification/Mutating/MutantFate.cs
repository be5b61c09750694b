namespace RulesRouter.Verification.Mutating;

/// <summary>What the tests do with a mutant.</summary>
internal enum MutantFate
{
    /// <summary>A case fails or a property is refuted.</summary>
    Noticed,

    /// <summary>No case and no property detects it.</summary>
    Survived,

    /// <summary>The changed policies do not load; not counted.</summary>
    Rejected,

    /// <summary>Proved: every request is decided as before; not counted.</summary>
    Equivalent,
}
