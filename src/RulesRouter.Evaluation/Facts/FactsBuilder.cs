using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>Request, classification and defaults → the facts one policy's rules see.</summary>
internal sealed class FactsBuilder(CompiledPolicy policy)
{
    private readonly RequestFacts facts = new(policy.Schema) { Scripts = policy.ScriptRunner };

    /// <param name="at">What the policy's clocks show.</param>
    public RequestFacts Build(DecisionRequest request, Classification classification, DateTimeOffset at, ImmutableArray<RequestFault>.Builder faults)
    {
        SetTask(request, classification);
        SetLengths(request, classification);
        SetCallerFacts(request);
        SetClocks(at);
        new AttributeReader(policy, facts, faults).Read(request);
        return facts;
    }

    private void SetTask(DecisionRequest request, Classification classification)
    {
        var task = request.Task ?? classification.Task;
        var from = request.Task is null ? Provenance.Derived : Provenance.Caller;
        facts.Set(FixedFacts.Task, FactValue.Of(task is { } known ? TaskNames.NameOf(known) : null), from);
        facts.Set(FixedFacts.TaskConfidence, FactValue.Of(request.Task is null ? classification.TaskConfidence : 1), Provenance.Derived);
        var difficulty = Difficulty(classification);
        facts.Set(FixedFacts.ComplexityScore, FactValue.Of(difficulty), Provenance.Derived);
        facts.Set(FixedFacts.ComplexityTier, FactValue.Of(difficulty is { } score ? ComplexityTiers.NameOf(ComplexityTiers.Of(score)) : null), Provenance.Derived);
    }

    /// <summary>Clamped to 0..1 and quantised to 1/1000; null where the classifier returned no number.</summary>
    public static double? Difficulty(Classification classification) =>
        classification.Difficulty is { } score && double.IsFinite(score) ? Math.Round(Math.Clamp(score, 0, 1), 3) : null;

    private void SetLengths(DecisionRequest request, Classification classification)
    {
        SetEither(FixedFacts.InputTokens, request.Estimate?.InputTokens, classification.InputTokens);
        SetEither(FixedFacts.OutputTokens, request.Estimate?.OutputTokens, classification.OutputTokens);
        facts.Set(FixedFacts.CachedInputTokens, FactValue.Of((double?)request.Estimate?.CachedInputTokens), Provenance.Caller);
        facts.Set(FixedFacts.MaxOutputTokens, FactValue.Of((double?)request.MaxOutputTokens), Provenance.Caller);
        if (RequestText.Has(request))
        {
            facts.Set(FixedFacts.PromptCharacters, FactValue.Of((double?)RequestText.Characters(request)), Provenance.Derived);
            facts.Set(FixedFacts.PromptHasCode, FactValue.Of(classification.HasCode), Provenance.Derived);
            facts.Set(FixedFacts.MessageCount, FactValue.Of((double?)RequestText.MessageCount(request)), Provenance.Derived);
        }
    }

    private void SetEither(FactSlot slot, int? said, double? derived) => facts.Set(
        slot,
        FactValue.Of(said is null ? (derived is >= 0 ? Math.Round(derived.Value) : null) : (double?)said),
        said is null ? Provenance.Derived : Provenance.Caller);

    private void SetClocks(DateTimeOffset at)
    {
        foreach (var (clock, first) in policy.Clocks)
        {
            var shown = clock.ReadAt(at);
            for (var part = 0; part < shown.Length; part++)
            {
                facts.Set(new FactSlot(first.Index + part), shown[part], Provenance.Service);
            }
        }
    }

    private void SetCallerFacts(DecisionRequest request)
    {
        SaidByCaller(FixedFacts.Stream, FactValue.Of(request.Stream));
        SaidByCaller(FixedFacts.DeadlineMs, FactValue.Of(request.DeadlineMs));
        SaidByCaller(FixedFacts.MaxCostUsd, FactValue.Of(request.MaxCostUsd));
        SaidByCaller(FixedFacts.NeedsTools, FactValue.Of(request.Needs.Tools ?? false));
        SaidByCaller(FixedFacts.NeedsVision, FactValue.Of(request.Needs.Vision ?? false));
        SaidByCaller(FixedFacts.NeedsStructuredOutput, FactValue.Of(request.Needs.StructuredOutput ?? false));
        SaidByCaller(FixedFacts.NeedsReasoning, FactValue.Of(request.Needs.Reasoning ?? false));
        SaidByCaller(FixedFacts.SessionId, FactValue.Of(request.Session?.Id));
        SaidByCaller(FixedFacts.SessionLastEndpoint, FactValue.Of(request.Session?.LastEndpoint));
        SaidByCaller(FixedFacts.AttemptCount, FactValue.Of((double?)request.Attempts.Length));
        SaidByCaller(FixedFacts.LastFailure, FactValue.Of(request.Attempts.IsEmpty ? null : FailureClasses.NameOf(request.Attempts[^1].Failed)));
    }

    private void SaidByCaller(FactSlot slot, FactValue value) => facts.Set(slot, value, Provenance.Caller);
}
