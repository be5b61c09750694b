using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Json;

/// <summary>Writes the <c>replay</c> of a record's line. Never the text. What was not said is left out, and equal requests give equal bytes.</summary>
public static class RecordedRequestWriter
{
    public static void Write(Utf8JsonWriter json, RecordedRequest recorded)
    {
        json.WriteStartObject();
        json.WritePropertyName("request"u8);
        WriteRequest(json, recorded.Request);
        WriteAttributes(json, "keyAttributes"u8, recorded.Request.KeyAttributes);
        if (RequestText.Has(recorded.Request))
        {
            json.WriteStartObject("text"u8);
            json.WriteNumber("characters"u8, RequestText.Characters(recorded.Request));
            json.WriteNumber("messages"u8, RequestText.MessageCount(recorded.Request));
            json.WriteEndObject();
        }

        WriteClassification(json, recorded.Classification);
        if (!recorded.State.Down.IsEmpty)
        {
            WriteTexts(json, "down"u8, recorded.State.Down);
        }

        if (recorded.AllowSampleEvidence)
        {
            json.WriteBoolean("sampleEvidence"u8, true);
        }

        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, DecisionRequest request)
    {
        json.WriteStartObject();
        json.WriteString("policy"u8, request.Policy);
        if (request.Task is { } task)
        {
            json.WriteString("task"u8, TaskNames.NameOf(task));
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
        if (request.ObligationsSupported is { } supported)
        {
            WriteTexts(json, "obligationsSupported"u8, supported);
        }

        json.WriteEndObject();
    }

    private static void WriteNeeds(Utf8JsonWriter json, Needs needs)
    {
        if (needs == new Needs())
        {
            return;
        }

        json.WriteStartObject("needs"u8);
        WriteFlag(json, "tools"u8, needs.Tools);
        WriteFlag(json, "vision"u8, needs.Vision);
        WriteFlag(json, "structuredOutput"u8, needs.StructuredOutput);
        WriteFlag(json, "reasoning"u8, needs.Reasoning);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, TokenCounts? estimate)
    {
        if (estimate is null)
        {
            return;
        }

        json.WriteStartObject("estimate"u8);
        WriteNumber(json, "inputTokens"u8, estimate.InputTokens);
        WriteNumber(json, "cachedInputTokens"u8, estimate.CachedInputTokens);
        WriteNumber(json, "outputTokens"u8, estimate.OutputTokens);
        json.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter json, Session? session)
    {
        if (session is null)
        {
            return;
        }

        json.WriteStartObject("session"u8);
        json.WriteString("id"u8, session.Id);
        if (session.LastEndpoint is { } last)
        {
            json.WriteString("lastEndpoint"u8, last);
        }

        if (!session.CachedTokens.IsEmpty)
        {
            json.WriteStartObject("cachedTokens"u8);
            foreach (var (endpoint, tokens) in session.CachedTokens)
            {
                json.WriteNumber(endpoint, tokens);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteAttempts(Utf8JsonWriter json, DecisionRequest request)
    {
        if (request.Attempts.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("attempts"u8);
        foreach (var attempt in request.Attempts)
        {
            json.WriteStartObject();
            json.WriteString("endpoint"u8, attempt.Endpoint);
            json.WriteString("failed"u8, FailureClasses.NameOf(attempt.Failed));
            WriteNumber(json, "costUsd"u8, attempt.CostUsd);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableSortedDictionary<string, AttributeValue> attributes)
    {
        if (attributes.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (attribute, value) in attributes)
        {
            switch (value)
            {
                case AttributeValue.Flag flag:
                    json.WriteBoolean(attribute, flag.Value);
                    break;
                case AttributeValue.Number number:
                    json.WritePropertyName(attribute);
                    json.WriteExactValue(number.Value);
                    break;
                case AttributeValue.Text text:
                    json.WriteString(attribute, text.Value);
                    break;
                case AttributeValue.List list:
                    json.WritePropertyName(attribute);
                    WriteTexts(json, list.Values);
                    break;
                default:
                    throw new InvalidOperationException($"unknown attribute value {value.GetType().Name}");
            }
        }

        json.WriteEndObject();
    }

    private static void WriteClassification(Utf8JsonWriter json, Classification classification)
    {
        if (classification.Source == ClassificationSource.None)
        {
            return;
        }

        json.WriteStartObject("classification"u8);
        json.WriteString("source"u8, DecisionWriter.NameOf(classification.Source));
        if (classification.Task is { } task)
        {
            json.WriteString("task"u8, TaskNames.NameOf(task));
        }

        WriteNumber(json, "taskConfidence"u8, classification.TaskConfidence);
        WriteNumber(json, "difficulty"u8, classification.Difficulty);
        WriteNumber(json, "inputTokens"u8, classification.InputTokens);
        WriteNumber(json, "outputTokens"u8, classification.OutputTokens);
        WriteFlag(json, "hasCode"u8, classification.HasCode);
        WriteFlag(json, "outOfDistribution"u8, classification.OutOfDistribution ? true : null);
        if (classification.Success.Count > 0)
        {
            json.WriteStartArray("success"u8);
            foreach (var chance in classification.Success)
            {
                json.WriteStartArray();
                json.WriteNumberValue(chance.Ability);
                json.WriteNumberValue(chance.Probability);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        // A classifier may return no number; JSON has none of those.
        if (value is { } number && double.IsFinite(number))
        {
            json.WritePropertyName(name);
            json.WriteExactValue(number);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WritePropertyName(name);
        WriteTexts(json, texts);
    }

    private static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
