using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Verification.Mutating;

/// <summary>Policies with one small change.</summary>
/// <param name="Policy">The changed policy.</param>
/// <param name="Rule">The rule, or <c>let</c> and its name.</param>
/// <param name="Change">Description, such as <c>`&lt;=` became `&lt;`</c>.</param>
internal sealed record Mutant(string Policy, string Rule, SourceSpan Place, string Change, PolicySet Policies);

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

/// <param name="By">With <see cref="MutantFate.Noticed"/>, the case or property that detects it.</param>
internal sealed record MutantResult(Mutant Mutant, MutantFate Fate, string By);
