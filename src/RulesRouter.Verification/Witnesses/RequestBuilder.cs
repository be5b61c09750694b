using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Values of facts → the smallest request and classification from which the evaluator derives them.</summary>
internal static class RequestBuilder
{
    private const int MaxAttempts = 100;

    /// <summary>Null if no request within size limits has such facts.</summary>
    /// <param name="catalog">Its endpoints are those that attempts were made at.</param>
    public static Witness? Build(CompiledPolicy policy, ModelCatalog catalog, FactAssignment facts, bool allowSample)
    {
        var characters = Number(facts, FixedFacts.PromptCharacters);
        var attempts = Number(facts, FixedFacts.AttemptCount) ?? 0;
        if (attempts > MaxAttempts)
        {
            return null;
        }

        var hasText = characters is not null;
        var saysTask = Number(facts, FixedFacts.TaskConfidence) is var confidence && (confidence == 1 || (!hasText && confidence is null));
        var task = facts[FixedFacts.Task].Text is { } name && EnumNames<TaskKind>.TryParse(name, out var kind) ? kind : (TaskKind?)null;
        var request = new DecisionRequest
        {
            Policy = policy.Name,
            Measured = characters is { } length
                ? new TextMeasure((int)length, (int)(Number(facts, FixedFacts.MessageCount) ?? 1)) { Conversation = Conversation(facts) }
                : null,
            RequestedModel = facts[FixedFacts.RequestedModel].Text,
            Task = saysTask ? task : null,
            Attributes = Attributes(policy, facts, byKey: false),
            KeyAttributes = Attributes(policy, facts, byKey: true),
            Needs = new Needs(
                Need(facts, FixedFacts.NeedsTools),
                Need(facts, FixedFacts.NeedsVision),
                Need(facts, FixedFacts.NeedsStructuredOutput),
                Need(facts, FixedFacts.NeedsReasoning)),
            Estimate = Estimate(facts, hasText),
            MaxOutputTokens = (int?)Number(facts, FixedFacts.MaxOutputTokens),
            Stream = facts[FixedFacts.Stream] is { IsKnown: true } stream ? stream.Flag : null,
            DeadlineMs = Number(facts, FixedFacts.DeadlineMs),
            MaxCostUsd = Number(facts, FixedFacts.MaxCostUsd),
            Session = facts[FixedFacts.SessionId].IsKnown || facts[FixedFacts.SessionLastEndpoint].IsKnown
                ? new Session(
                    facts[FixedFacts.SessionId].Text,
                    facts[FixedFacts.SessionLastEndpoint].Text,
                    ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal))
                : null,
            Attempts = Attempts((int)attempts, facts, catalog),
        };
        var classification = !hasText ? Classification.Unknown : new Classification
        {
            Source = ClassificationSource.Pinned,
            Task = saysTask ? null : task,
            TaskConfidence = Number(facts, FixedFacts.TaskConfidence) ?? double.NaN,
            Difficulty = Number(facts, FixedFacts.ComplexityScore),
            InputTokens = Beyond(Number(facts, FixedFacts.InputTokens)),
            OutputTokens = Beyond(Number(facts, FixedFacts.OutputTokens)),
            HasCode = facts[FixedFacts.PromptHasCode] is { IsKnown: true } code ? code.Flag : null,
        };
        return new Witness(new RecordedRequest(request, classification, RouterState.Healthy, allowSample), facts.At);
    }

    /// <summary>
    /// Attempts at one endpoint, one that no longer serves where there is one, so that few candidates were tried. All but the last failed
    /// before they cost anything.
    /// </summary>
    private static ImmutableArray<Attempt> Attempts(int count, FactAssignment facts, ModelCatalog catalog)
    {
        if (count == 0)
        {
            return [];
        }

        var today = DateOnly.FromDateTime(facts.At.UtcDateTime);
        string tried = catalog.Endpoints.FirstOrDefault(endpoint => !endpoint.IsServed(today) || !endpoint.AnswersChat)?.Id
            ?? catalog.Endpoints.LastOrDefault()?.Id
            ?? "tried/before";
        return [.. Enumerable.Repeat(new Attempt(tried, FailureClass.Unavailable), count - 1), LastAttempt(facts, tried)];
    }

    private static TokenCounts? Estimate(FactAssignment facts, bool hasText)
    {
        var counts = new TokenCounts(
            Within(Number(facts, FixedFacts.InputTokens)),
            Within(Number(facts, FixedFacts.CachedInputTokens)),
            Within(Number(facts, FixedFacts.OutputTokens)));
        return hasText && counts == new TokenCounts() ? null : counts;
    }

    private static ImmutableSortedDictionary<string, AttributeValue> Attributes(CompiledPolicy policy, FactAssignment facts, bool byKey)
    {
        var said = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var attribute in policy.Layers.Attributes())
        {
            var value = facts[attribute.Name];
            if (value.IsKnown && value != attribute.Default && NeedsKey(attribute, value) == byKey)
            {
                said[attribute.Name] = Said(attribute.Type, value);
            }
        }

        return said.ToImmutable();
    }

    private static bool NeedsKey(AttributeDeclaration attribute, FactValue value) => attribute.From != Provenance.Caller
        || (attribute.RaiseOnly
            && attribute.Default.IsKnown
            && attribute.Values.IndexOf(value.Text!) < attribute.Values.IndexOf(attribute.Default.Text!));

    private static AttributeValue Said(FactType type, FactValue value) => type switch
    {
        FactType.Boolean => new AttributeValue.Boolean(value.Flag),
        FactType.Number => new AttributeValue.Number(value.Number),
        FactType.Set => new AttributeValue.List([.. value.Set!]),
        FactType.String or FactType.Enum => new AttributeValue.String(value.Text!),
    };

    private static ConversationState? Conversation(FactAssignment facts) =>
        EnumNames<Step>.TryParse(facts[FixedFacts.Step].Text, out var step)
            ? new ConversationState(
                Message: 0,
                step,
                Count(facts, FixedFacts.Turns) ?? 0,
                Count(facts, FixedFacts.ConversationTokens) ?? 0,
                Count(facts, FixedFacts.ToolFailures) ?? 0,
                Count(facts, FixedFacts.FilesTouched) ?? 0,
                EnumNames<TestOutcome>.TryParse(facts[FixedFacts.LastTest].Text, out var outcome) ? outcome : null)
            : null;

    private static Attempt LastAttempt(FactAssignment facts, string tried) =>
        new(tried, Failure(facts), Number(facts, FixedFacts.AttemptCostUsd))
        {
            Turns = Count(facts, FixedFacts.AttemptTurns),
            TestsPassed = Count(facts, FixedFacts.AttemptTestsPassed),
            TestsFailed = Count(facts, FixedFacts.AttemptTestsFailed),
            ToolErrors = Count(facts, FixedFacts.AttemptToolErrors),
        };

    private static int? Count(FactAssignment facts, FactSlot slot) => (int?)Number(facts, slot);

    private static FailureClass Failure(FactAssignment facts) =>
        facts[FixedFacts.LastFailure].Text is { } name && EnumNames<FailureClass>.TryParse(name, out var failure)
            ? failure
            : FailureClass.Unavailable;

    private static bool? Need(FactAssignment facts, FactSlot slot) => facts[slot] is { IsKnown: true, Flag: true } ? true : null;

    private static double? Number(FactAssignment facts, FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : null;

    private static int? Within(double? count) => count <= int.MaxValue ? (int)count : null;

    private static double? Beyond(double? count) => count > int.MaxValue ? count : null;
}
