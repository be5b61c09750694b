using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>Builds the facts that a policy's rules read, from request, classification and defaults.</summary>
internal sealed class FactsBuilder(CompiledPolicy policy)
{
    private readonly RequestFacts facts = new(policy.Schema) { Scripts = policy.ScriptRunner };

    /// <param name="at">The time that the policy's clocks read.</param>
    public RequestFacts Build(
        DecisionRequest request,
        Classification classification,
        DateTimeOffset at,
        ImmutableArray<RequestError>.Builder errors)
    {
        SetTask(request, classification);
        SetLengths(request, classification);
        SetConversation(request);
        SetCallerFacts(request);
        SetClocks(at);
        new AttributeReader(policy, facts, errors).Read(request);
        return facts;
    }

    private void SetTask(DecisionRequest request, Classification classification)
    {
        // An abstaining classifier gives `other`, so that an unrecognised prompt does not match every rule about tasks.
        var task = request.Task ?? classification.Task ?? TaskKind.Other;
        var from = request.Task is null ? Provenance.Derived : Provenance.Caller;
        facts.Set(FixedFacts.Task, FactValue.Of(EnumNames<TaskKind>.NameOf(task)), from);
        facts.Set(FixedFacts.TaskConfidence, FactValue.Of(request.Task is null ? classification.TaskConfidence : 1), Provenance.Derived);
        var difficulty = Difficulty(classification);
        facts.Set(FixedFacts.ComplexityScore, FactValue.Of(difficulty), Provenance.Derived);
        facts.Set(
            FixedFacts.ComplexityTier,
            FactValue.Of(difficulty is { } score ? EnumNames<ComplexityTier>.NameOf(ComplexityTiers.Of(score)) : null),
            Provenance.Derived);
    }

    /// <summary>Clamped to 0…1 and rounded to 1/1000; null if the classifier returned no finite number.</summary>
    public static double? Difficulty(Classification classification) =>
        classification.Difficulty is { } score && double.IsFinite(score) ? Math.Round(Math.Clamp(score, 0, 1), 3) : null;

    private void SetLengths(DecisionRequest request, Classification classification)
    {
        var raised = RaisedInputTokens(request);
        SetEither(
            FixedFacts.InputTokens,
            raised is null ? request.Estimate?.InputTokens : null,
            raised ?? classification.InputTokens);
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

    private void SetConversation(DecisionRequest request)
    {
        if (!RequestText.Has(request) || RequestText.MeasureOf(request).Conversation is not { } conversation)
        {
            return;
        }

        facts.Set(FixedFacts.Step, FactValue.Of(EnumNames<Step>.NameOf(conversation.Step)), Provenance.Derived);
        facts.Set(FixedFacts.Turns, FactValue.Of((double?)conversation.Turns), Provenance.Derived);
        facts.Set(FixedFacts.ConversationTokens, FactValue.Of((double?)conversation.Tokens), Provenance.Derived);
        facts.Set(FixedFacts.ToolFailures, FactValue.Of((double?)conversation.ToolFailures), Provenance.Derived);
        facts.Set(FixedFacts.FilesTouched, FactValue.Of((double?)conversation.FilesTouched), Provenance.Derived);
        facts.Set(
            FixedFacts.LastTest,
            FactValue.Of(conversation.LastTest is { } outcome ? EnumNames<TestOutcome>.NameOf(outcome) : null),
            Provenance.Derived);
    }

    /// <summary>The lower bound of the prompt's token count, if the caller states fewer tokens; null otherwise.</summary>
    public static int? RaisedInputTokens(DecisionRequest request) =>
        request.Estimate?.InputTokens is { } stated
            && RequestText.Has(request)
            && RequestText.Tokens(request).LowerBound is var least
            && stated < least
            ? least
            : null;

    private void SetEither(FactSlot slot, int? stated, double? derived) => facts.Set(
        slot,
        FactValue.Of(stated is null ? (derived is >= 0 ? Math.Round(derived.Value) : null) : (double?)stated),
        stated is null ? Provenance.Derived : Provenance.Caller);

    private void SetClocks(DateTimeOffset at)
    {
        foreach (var (clock, first) in policy.Clocks)
        {
            var parts = clock.ReadAt(at);
            for (var part = 0; part < parts.Length; part++)
            {
                facts.Set(new FactSlot(first.Index + part), parts[part], Provenance.Service);
            }
        }
    }

    private void SetCallerFacts(DecisionRequest request)
    {
        SetByCaller(FixedFacts.Stream, FactValue.Of(request.Stream));
        SetByCaller(FixedFacts.DeadlineMs, FactValue.Of(request.DeadlineMs));
        SetByCaller(FixedFacts.MaxCostUsd, FactValue.Of(request.MaxCostUsd));
        SetByCaller(FixedFacts.NeedsTools, FactValue.Of(request.Needs.Tools ?? false));
        SetByCaller(FixedFacts.NeedsVision, FactValue.Of(request.Needs.Vision ?? false));
        SetByCaller(FixedFacts.NeedsStructuredOutput, FactValue.Of(request.Needs.StructuredOutput ?? false));
        SetByCaller(FixedFacts.NeedsReasoning, FactValue.Of(request.Needs.Reasoning ?? false));
        SetByCaller(FixedFacts.SessionId, FactValue.Of(request.Session?.Id));
        SetByCaller(FixedFacts.SessionLastEndpoint, FactValue.Of(request.Session?.LastEndpoint));
        SetByCaller(FixedFacts.AttemptCount, FactValue.Of((double?)request.Attempts.Length));
        SetByCaller(
            FixedFacts.LastFailure,
            FactValue.Of(request.Attempts.IsEmpty ? null : EnumNames<FailureClass>.NameOf(request.Attempts[^1].Failed)));
        SetByCaller(FixedFacts.RequestedModel, FactValue.Of(request.RequestedModel));
        if (!request.Attempts.IsEmpty)
        {
            SetLastAttempt(request.Attempts[^1]);
        }
    }

    private void SetLastAttempt(Attempt last)
    {
        SetByCaller(FixedFacts.AttemptTurns, FactValue.Of((double?)last.Turns));
        SetByCaller(FixedFacts.AttemptTestsPassed, FactValue.Of((double?)last.TestsPassed));
        SetByCaller(FixedFacts.AttemptTestsFailed, FactValue.Of((double?)last.TestsFailed));
        SetByCaller(FixedFacts.AttemptToolErrors, FactValue.Of((double?)last.ToolErrors));
        SetByCaller(FixedFacts.AttemptCostUsd, FactValue.Of(last.CostUsd));
    }

    private void SetByCaller(FactSlot slot, FactValue value) => facts.Set(slot, value, Provenance.Caller);
}
