using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Verification.Mutating;

/// <summary>Policies with one small change.</summary>
/// <param name="Policy">The changed policy.</param>
/// <param name="Rule">The rule, or <c>let</c> and its name.</param>
/// <param name="Change">Description, such as <c>`&lt;=` became `&lt;`</c>.</param>
internal sealed record Mutant(string Policy, string Rule, SourceSpan Place, string Change, PolicySet Policies);
