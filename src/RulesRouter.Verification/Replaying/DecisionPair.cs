using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Replaying;

/// <summary>Decides a request by both sides and compares the decisions.</summary>
/// <param name="unchanged">Policies that both sides decide equally; one side decides for both.</param>
internal sealed class DecisionPair(
    CompiledPolicySet before,
    CompiledPolicySet after,
    IReadOnlySet<string> unchanged,
    IPromptClassifier classifier)
{
    private readonly Dictionary<string, ImmutableArray<string>> removedParents = before.Names.ToDictionary(
        name => name,
        name => Weakenings.RemovedParents(before, after, name),
        StringComparer.Ordinal);
    private readonly (PolicyDecisionPoint Strict, PolicyDecisionPoint Trusting) before = Points(before, classifier);
    private readonly (PolicyDecisionPoint Strict, PolicyDecisionPoint Trusting) after = Points(after, classifier);

    public Classification Classify(DecisionRequest request) => before.Strict.Classify(request);

    public DecisionEffect Decide(RecordedRequest recorded, DateTimeOffset at)
    {
        var policy = recorded.Request.Policy;
        var old = Ask(before, recorded, at);
        if (unchanged.Contains(policy))
        {
            var answer = Summary(old);
            return new DecisionEffect(policy, answer, answer, false, false, []);
        }

        var now = Ask(after, recorded, at);
        return old.Decision is { } was && now.Decision is { } isNow
            ? new DecisionEffect(
                policy,
                Summary(old),
                Summary(now),
                FallbacksChanged(was.Chain, isNow.Chain),
                !Terms.Alike(was, isNow),
                [.. removedParents.GetValueOrDefault(policy, []), .. Weakenings.Between(was, isNow)])
            : new DecisionEffect(policy, Summary(old), Summary(now), false, false, []);
    }

    private static (PolicyDecisionPoint, PolicyDecisionPoint) Points(CompiledPolicySet set, IPromptClassifier classifier) =>
        (
            new PolicyDecisionPoint(set, classifier, new DecisionSettings(Explains: false)),
            new PolicyDecisionPoint(set, classifier, new DecisionSettings(AllowSampleEvidence: true, Explains: false)));

    private static DecisionAnswer Ask(
        (PolicyDecisionPoint Strict, PolicyDecisionPoint Trusting) side,
        RecordedRequest recorded,
        DateTimeOffset at) =>
        (recorded.AllowSampleEvidence ? side.Trusting : side.Strict).Decide(recorded.Request, recorded.Classification, at, recorded.State);

    private static ReplayedAnswer Summary(DecisionAnswer answer) => answer.Decision switch
    {
        null => new(AnswerKind.Rejected, $"{answer.Errors[0].Pointer}: {answer.Errors[0].Message}", null, null, null, null),
        Denied denied => new(AnswerKind.Denied, EnumNames<DenialCode>.NameOf(denied.Code), null, null, null, null),
        Routed { Hops: [var chosen, ..] } routed => new(
            AnswerKind.Routed,
            chosen.Endpoint.Id,
            chosen.Estimate.TokenCostUsd,
            routed.Expectation?.TotalUsd,
            chosen.Estimate.LatencyP50Ms,
            chosen.Estimate.LatencyP99Ms),
        _ => throw new InvalidOperationException("a decision that is neither routed nor denied"),
    };

    /// <summary>The same endpoint is chosen with other fallbacks or other error classes.</summary>
    private static bool FallbacksChanged(ImmutableArray<Hop> was, ImmutableArray<Hop> isNow)
    {
        if (was.IsEmpty || isNow.IsEmpty || was[0].Endpoint.Id != isNow[0].Endpoint.Id)
        {
            return false;
        }

        var alike = was.Length == isNow.Length;
        for (var place = 0; alike && place < was.Length; place++)
        {
            alike = was[place].Endpoint.Id == isNow[place].Endpoint.Id && was[place].On.AsSpan().SequenceEqual(isNow[place].On.AsSpan());
        }

        return !alike;
    }
}
