using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>
/// Writes the <c>replay</c> of a record line, without the prompt. Unset fields are omitted; equal requests give equal bytes.
/// </summary>
internal static class RecordedRequestWriter
{
    public static void Write(CompactJson json, RecordedRequest recorded)
    {
        json.StartObject();
        json.Name("request"u8);
        WriteRequest(json, recorded.Request);
        WriteAttributes(json, "keyAttributes"u8, recorded.Request.KeyAttributes);
        if (RequestText.Has(recorded.Request))
        {
            json.StartObject("text"u8);
            json.Number("characters"u8, RequestText.Characters(recorded.Request));
            json.Number("messages"u8, RequestText.MessageCount(recorded.Request));
            if (recorded.Request.Measured is not { Tokens: null })
            {
                var tokens = RequestText.Tokens(recorded.Request);
                json.Number("tokens"u8, tokens.Estimate);
                json.Number("minTokens"u8, tokens.LowerBound);
            }

            if (RequestText.MeasureOf(recorded.Request).Conversation is { } conversation)
            {
                WriteConversation(json, conversation);
            }

            if (recorded.Request.Measured is { } measured)
            {
                WriteTextFacts(json, measured);
            }

            json.EndObject();
        }

        WriteClassification(json, recorded.Classification);
        if (!recorded.State.Down.IsEmpty)
        {
            WriteTexts(json, "down"u8, recorded.State.Down);
        }

        WriteSessionAttributes(json, recorded.State.SessionAttributes);
        if (recorded.State.Callable is { } callable)
        {
            WriteTexts(json, "callable"u8, callable);
        }

        if (recorded.State.Learned is { Epoch: > 0 and var epoch })
        {
            json.Number("learnedEpoch"u8, epoch);
        }

        WriteBudgets(json, recorded.State.Budgets);
        WriteEndpointStates(json, recorded.State);
        if (recorded.AllowSampleEvidence)
        {
            json.Boolean("sampleEvidence"u8, true);
        }

        json.EndObject();
    }

    private static void WriteBudgets(CompactJson json, ImmutableSortedDictionary<string, BudgetState> budgets)
    {
        if (budgets.IsEmpty)
        {
            return;
        }

        json.StartObject("budgets"u8);
        foreach (var (id, state) in budgets)
        {
            json.Name(id);
            json.StartObject();
            WriteNumber(json, "spent"u8, state.Spent > 0 ? state.Spent : null);
            WriteNumber(json, "reserved"u8, state.Reserved > 0 ? state.Reserved : null);
            WriteFlag(json, "lost"u8, state.IsLost ? true : null);
            json.EndObject();
        }

        json.EndObject();
    }

    private static void WriteEndpointStates(CompactJson json, RouterState state)
    {
        if (!state.Excluded.IsEmpty)
        {
            json.StartObject("excluded"u8);
            foreach (var (id, reason) in state.Excluded)
            {
                json.Name(id);
                json.String(reason);
            }

            json.EndObject();
        }

        if (!state.Latencies.IsEmpty)
        {
            json.StartObject("latencies"u8);
            foreach (var (id, measured) in state.Latencies)
            {
                json.Name(id);
                json.StartObject();
                WriteNumber(json, "ttftP50Ms"u8, measured.TtftP50Ms);
                WriteNumber(json, "ttftP99Ms"u8, measured.TtftP99Ms);
                WriteNumber(json, "tokensPerSecondP50"u8, measured.TokensPerSecondP50);
                WriteNumber(json, "tokensPerSecondP1"u8, measured.TokensPerSecondP1);
                json.EndObject();
            }

            json.EndObject();
        }
    }

    private static void WriteSessionAttributes(CompactJson json, ImmutableSortedDictionary<string, string> attributes)
    {
        if (attributes.IsEmpty)
        {
            return;
        }

        json.StartObject("sessionAttributes"u8);
        foreach (var (name, value) in attributes)
        {
            json.Name(name);
            json.String(value);
        }

        json.EndObject();
    }

    private static void WriteTextFacts(CompactJson json, TextMeasure measured)
    {
        if (measured.Language is { } language)
        {
            json.String("language"u8, language);
        }

        if (measured.Intent is { } intent)
        {
            json.String("intent"u8, intent);
        }

        if (!measured.Tests.IsEmpty)
        {
            json.StartObject("tests"u8);
            foreach (var (test, passed) in measured.Tests)
            {
                json.Name(test);
                json.Boolean(passed);
            }

            json.EndObject();
        }
    }

    private static void WriteConversation(CompactJson json, ConversationState conversation)
    {
        json.StartObject("conversation"u8);
        json.Number("message"u8, conversation.Message);
        json.String("step"u8, EnumNames<Step>.NameOf(conversation.Step));
        json.Number("turns"u8, conversation.Turns);
        json.Number("tokens"u8, conversation.Tokens);
        json.Number("toolFailures"u8, conversation.ToolFailures);
        json.Number("filesTouched"u8, conversation.FilesTouched);
        if (conversation.LastTest is { } outcome)
        {
            json.String("lastTest"u8, EnumNames<TestOutcome>.NameOf(outcome));
        }

        if (!conversation.HasRequest)
        {
            json.Boolean("hasRequest"u8, false);
        }

        json.EndObject();
    }

    private static void WriteRequest(CompactJson json, DecisionRequest request)
    {
        json.StartObject();
        json.String("policy"u8, request.Policy);
        if (request.Task is { } task)
        {
            json.String("task"u8, EnumNames<TaskKind>.NameOf(task));
        }

        if (request.RequestedModel is { } model)
        {
            json.String("requestedModel"u8, model);
        }

        WriteAttributes(json, "attributes"u8, request.Attributes);
        WriteNeeds(json, request.Needs);
        WriteEstimate(json, request.Estimate);
        WriteNumber(json, "maxOutputTokens"u8, request.MaxOutputTokens);
        WriteFlag(json, "stream"u8, request.Stream);
        WriteNumber(json, "deadlineMs"u8, request.DeadlineMs);
        WriteNumber(json, "maxCostUsd"u8, request.MaxCostUsd);
        WriteSession(json, request.Session);
        WriteAttempts(json, request);
        if (request.Callable is { } callable)
        {
            WriteTexts(json, "callable"u8, callable);
        }

        if (request.Dialects is { } dialects)
        {
            WriteTexts(json, "dialects"u8, dialects.Select(EnumNames<ApiDialect>.NameOf));
        }

        if (request.BoundTo is { } endpoint)
        {
            json.String("boundTo"u8, endpoint);
        }

        if (request.Api != EndpointApi.Chat)
        {
            json.String("api"u8, EnumNames<EndpointApi>.NameOf(request.Api));
        }

        if (request.ObligationsSupported is { } supported)
        {
            WriteTexts(json, "obligationsSupported"u8, supported);
        }

        json.EndObject();
    }

    private static void WriteNeeds(CompactJson json, Needs needs)
    {
        if (needs == Needs.None)
        {
            return;
        }

        json.StartObject("needs"u8);
        WriteFlag(json, "tools"u8, needs.Tools);
        WriteFlag(json, "vision"u8, needs.Vision);
        WriteFlag(json, "structuredOutput"u8, needs.StructuredOutput);
        WriteFlag(json, "reasoning"u8, needs.Reasoning);
        WriteFlag(json, "audio"u8, needs.Audio);
        WriteFlag(json, "files"u8, needs.Files);
        WriteFlag(json, "audioOutput"u8, needs.AudioOutput);
        json.EndObject();
    }

    private static void WriteEstimate(CompactJson json, TokenCounts? estimate)
    {
        if (estimate is null)
        {
            return;
        }

        json.StartObject("estimate"u8);
        WriteNumber(json, "inputTokens"u8, estimate.InputTokens);
        WriteNumber(json, "cachedInputTokens"u8, estimate.CachedInputTokens);
        WriteNumber(json, "outputTokens"u8, estimate.OutputTokens);
        WriteNumber(json, "reasoningTokens"u8, estimate.ReasoningTokens);
        json.EndObject();
    }

    private static void WriteSession(CompactJson json, Session? session)
    {
        if (session is null)
        {
            return;
        }

        json.StartObject("session"u8);
        if (session.Id is { } id)
        {
            json.String("id"u8, id);
        }

        if (session.LastEndpoint is { } last)
        {
            json.String("lastEndpoint"u8, last);
        }

        if (!session.CachedTokens.IsEmpty)
        {
            json.StartObject("cachedTokens"u8);
            foreach (var (endpoint, tokens) in session.CachedTokens)
            {
                json.Name(endpoint);
                json.Number(tokens);
            }

            json.EndObject();
        }

        json.EndObject();
    }

    private static void WriteAttempts(CompactJson json, DecisionRequest request)
    {
        if (request.Attempts.IsEmpty)
        {
            return;
        }

        json.StartArray("attempts"u8);
        foreach (var attempt in request.Attempts)
        {
            json.StartObject();
            json.String("endpoint"u8, attempt.Endpoint);
            json.String("failed"u8, EnumNames<FailureClass>.NameOf(attempt.Failed));
            WriteNumber(json, "costUsd"u8, attempt.CostUsd);
            WriteNumber(json, "turns"u8, attempt.Turns);
            WriteNumber(json, "testsPassed"u8, attempt.TestsPassed);
            WriteNumber(json, "testsFailed"u8, attempt.TestsFailed);
            WriteNumber(json, "toolErrors"u8, attempt.ToolErrors);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteAttributes(
        CompactJson json,
        ReadOnlySpan<byte> name,
        ImmutableSortedDictionary<string,
        AttributeValue> attributes)
    {
        if (attributes.IsEmpty)
        {
            return;
        }

        json.StartObject(name);
        foreach (var (attribute, value) in attributes)
        {
            json.Name(attribute);
            switch (value)
            {
                case AttributeValue.Boolean flag:
                    json.Boolean(flag.Value);
                    break;
                case AttributeValue.Number number:
                    json.Number(number.Value);
                    break;
                case AttributeValue.String text:
                    json.String(text.Value);
                    break;
                case AttributeValue.List list:
                    WriteTexts(json, list.Values);
                    break;
                default:
                    throw new InvalidOperationException($"unknown attribute value {value.GetType().Name}");
            }
        }

        json.EndObject();
    }

    private static void WriteClassification(CompactJson json, Classification classification)
    {
        if (classification.Source == ClassificationSource.None)
        {
            return;
        }

        json.StartObject("classification"u8);
        json.String("source"u8, EnumNames<ClassificationSource>.NameOf(classification.Source));
        if (classification.Task is { } task)
        {
            json.String("task"u8, EnumNames<TaskKind>.NameOf(task));
        }

        WriteNumber(json, "taskConfidence"u8, classification.TaskConfidence);
        if (classification.Kind is { } kind)
        {
            json.String("kind"u8, EnumNames<RequestKind>.NameOf(kind));
        }

        WriteNumber(json, "difficulty"u8, classification.Difficulty);
        WriteNumber(json, "inputTokens"u8, classification.InputTokens);
        WriteNumber(json, "outputTokens"u8, classification.OutputTokens);
        WriteFlag(json, "hasCode"u8, classification.HasCode);
        WriteFlag(json, "outOfDistribution"u8, classification.OutOfDistribution ? true : null);
        if (classification.Success.Count > 0)
        {
            json.StartArray("success"u8);
            foreach (var chance in classification.Success.Where(chance => double.IsFinite(chance.Ability)
                && double.IsFinite(chance.Probability)))
            {
                json.StartArray();
                json.Number(chance.Ability);
                json.Number(chance.Probability);
                json.EndArray();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    private static void WriteNumber(CompactJson json, ReadOnlySpan<byte> name, double? value)
    {
        // A classifier may return a number that is not finite, which JSON cannot express.
        if (value is { } number && double.IsFinite(number))
        {
            json.Number(name, number);
        }
    }

    private static void WriteFlag(CompactJson json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.Boolean(name, flag);
        }
    }

    private static void WriteTexts(CompactJson json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.Name(name);
        WriteTexts(json, texts);
    }

    private static void WriteTexts(CompactJson json, IEnumerable<string> texts)
    {
        json.StartArray();
        foreach (var text in texts)
        {
            json.String(text);
        }

        json.EndArray();
    }
}
