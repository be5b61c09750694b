using System.Collections.Immutable;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Suites;

/// <summary>Decides every case and checks the decisions.</summary>
internal sealed class SuiteRunner(CompiledPolicySet policies, IPromptClassifier classifier)
{
    private readonly PolicyDecisionPoint strict = new(policies, classifier, new DecisionSettings());
    private readonly PolicyDecisionPoint trusting = new(policies, classifier, new DecisionSettings(AllowSampleEvidence: true));

    public ImmutableArray<CaseResult> Run(IEnumerable<PolicySuite> suites) =>
        [.. suites.SelectMany(suite => suite.Cases.Select(policyCase => Run(suite, policyCase)))];

    public CaseResult Run(PolicySuite suite, PolicyCase policyCase)
    {
        var point = policyCase.AllowSampleEvidence ? trusting : strict;
        var request = policyCase.Request with { Explain = true };
        var answer = policyCase.Classification is { } pinned
            ? point.Decide(request, pinned, policyCase.At, policyCase.State)
            : point.Decide(request, policyCase.At, policyCase.State);
        return answer.Decision is { } decision
            ? new CaseResult(
                suite,
                policyCase,
                ExpectationCheck.Failures(policyCase.Expect, policies.Find(suite.Policy)!, answer, policyCase.AllowSampleEvidence),
                decision,
                answer.Facts)
            : new CaseResult(
                suite,
                policyCase,
                [.. answer.Errors.Select(error => $"the policy rejects the request: {error.Pointer} {error.Message}")],
                null);
    }
}
