using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Suites;

/// <summary>What came of one case.</summary>
/// <param name="Failures">What was expected and what came, a line each; empty is a pass.</param>
/// <param name="Decision">Null where the request did not fit the policy.</param>
/// <param name="Facts">What the rules saw; null where there is no decision.</param>
public sealed record CaseResult(PolicySuite Suite, PolicyCase Case, ImmutableArray<string> Failures, Decision? Decision, RequestFacts? Facts = null)
{
    public bool Passed => Failures.IsEmpty;
}
