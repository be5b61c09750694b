using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Suites;

/// <summary>The result of one case.</summary>
/// <param name="Failures">Expected and actual values, one line each; empty if the case passes.</param>
/// <param name="Decision">Null if the request is invalid for the policy.</param>
/// <param name="Facts">The facts of the request; null without a decision.</param>
internal sealed record CaseResult(
    PolicySuite Suite,
    PolicyCase Case,
    ImmutableArray<string> Failures,
    Decision? Decision,
    RequestFacts? Facts = null)
{
    public bool Passed => Failures.IsEmpty;
}
