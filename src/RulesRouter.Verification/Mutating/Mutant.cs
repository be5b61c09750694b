using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Verification.Mutating;

/// <summary>Policies with one small mistake in them.</summary>
/// <param name="Policy">The one that was altered.</param>
/// <param name="Rule">The rule, or <c>let</c> and its name.</param>
/// <param name="Change">In words, as <c>`&lt;=` became `&lt;`</c>.</param>
public sealed record Mutant(string Policy, string Rule, SourceSpan Place, string Change, PolicySet Policies);

public enum MutantFate
{
    /// <summary>A case fails, or a property does not hold.</summary>
    Noticed,

    /// <summary>Nothing notices.</summary>
    Survived,

    /// <summary>The altered policies do not load, so it can never be merged; it does not count.</summary>
    Refused,

    /// <summary>Proved: every request is answered as before; it does not count.</summary>
    Equivalent,
}

/// <param name="By">With <see cref="MutantFate.Noticed"/>, the case or property that notices.</param>
public sealed record MutantResult(Mutant Mutant, MutantFate Fate, string By);
