using System.Collections.Immutable;
using RulesRouter.Evaluation;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Suites;

/// <summary>Asks every case and holds the decisions to their expectations.</summary>
public sealed class SuiteRunner(CompiledPolicySet policies, IPromptClassifier classifier)
{
    private readonly PolicyDecisionPoint strict = new(policies, classifier, new DecisionSettings());
    private readonly PolicyDecisionPoint trusting = new(policies, classifier, new DecisionSettings(AllowSampleEvidence: true));

    public ImmutableArray<CaseResult> Run(IEnumerable<PolicySuite> suites) =>
        [.. suites.SelectMany(suite => suite.Cases.Select(policyCase => Run(suite, policyCase)))];

    private CaseResult Run(PolicySuite suite, PolicyCase policyCase)
    {
        var point = policyCase.AllowSampleEvidence ? trusting : strict;
        var answer = point.Decide(policyCase.Request with { Explain = true }, policyCase.At, policyCase.State);
        return answer.Decision is { } decision
            ? new CaseResult(suite, policyCase, ExpectationCheck.Failures(policyCase.Expect, decision), decision)
            : new CaseResult(suite, policyCase, [.. answer.Faults.Select(fault => $"the request is not valid: {fault.Pointer} {fault.Message}")], null);
    }
}
