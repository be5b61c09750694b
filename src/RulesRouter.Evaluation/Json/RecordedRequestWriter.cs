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
        json.WritePropertyName("request");
        WriteRequest(json, recorded.Request);
        WriteAttributes(json, "keyAttributes", recorded.Request.KeyAttributes);
        if (RequestText.Has(recorded.Request))
        {
            json.WriteStartObject("text");
            json.WriteNumber("characters", RequestText.Characters(recorded.Request));
            json.WriteNumber("messages", RequestText.MessageCount(recorded.Request));
            json.WriteEndObject();
        }

        WriteClassification(json, recorded.Classification);
        if (!recorded.State.Down.IsEmpty)
        {
            WriteTexts(json, "down", recorded.State.Down);
        }

        if (recorded.AllowSampleEvidence)
        {
            json.WriteBoolean("sampleEvidence", true);
        }

        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, DecisionRequest request)
    {
        json.WriteStartObject();
        json.WriteString("policy", request.Policy);
        if (request.Task is { } task)
        {
            json.WriteString("task", TaskNames.NameOf(task));
        }

        WriteAttributes(json, "attributes", request.Attributes);
        WriteNeeds(json, request.Needs);
        WriteEstimate(json, request.Estimate);
        WriteNumber(json, "maxOutputTokens", request.MaxOutputTokens);
        WriteFlag(json, "stream", request.Stream);
        WriteNumber(json, "deadlineMs", request.DeadlineMs);
        WriteNumber(json, "maxCostUsd", request.MaxCostUsd);
        WriteSession(json, request.Session);
        WriteAttempts(json, request);
        if (request.ObligationsSupported is { } supported)
        {
            WriteTexts(json, "obligationsSupported", supported);
        }

        json.WriteEndObject();
    }

    private static void WriteNeeds(Utf8JsonWriter json, Needs needs)
    {
        if (needs == new Needs())
        {
            return;
        }

        json.WriteStartObject("needs");
        WriteFlag(json, "tools", needs.Tools);
        WriteFlag(json, "vision", needs.Vision);
        WriteFlag(json, "structuredOutput", needs.StructuredOutput);
        WriteFlag(json, "reasoning", needs.Reasoning);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, TokenCounts? estimate)
    {
        if (estimate is null)
        {
            return;
        }

        json.WriteStartObject("estimate");
        WriteNumber(json, "inputTokens", estimate.InputTokens);
        WriteNumber(json, "cachedInputTokens", estimate.CachedInputTokens);
        WriteNumber(json, "outputTokens", estimate.OutputTokens);
        json.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter json, Session? session)
    {
        if (session is null)
        {
            return;
        }

        json.WriteStartObject("session");
        json.WriteString("id", session.Id);
        if (session.LastEndpoint is { } last)
        {
            json.WriteString("lastEndpoint", last);
        }

        if (!session.CachedTokens.IsEmpty)
        {
            json.WriteStartObject("cachedTokens");
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

        json.WriteStartArray("attempts");
        foreach (var attempt in request.Attempts)
        {
            json.WriteStartObject();
            json.WriteString("endpoint", attempt.Endpoint);
            json.WriteString("failed", FailureClasses.NameOf(attempt.Failed));
            WriteNumber(json, "costUsd", attempt.CostUsd);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, AttributeValue> attributes)
    {
        if (attributes.Count == 0)
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
                    json.WriteNumber(attribute, number.Value);
                    break;
                case AttributeValue.Text text:
                    json.WriteString(attribute, text.Value);
                    break;
                case AttributeValue.List list:
                    WriteTexts(json, attribute, list.Values);
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

        json.WriteStartObject("classification");
        json.WriteString("source", DecisionWriter.NameOf(classification.Source));
        if (classification.Task is { } task)
        {
            json.WriteString("task", TaskNames.NameOf(task));
        }

        WriteNumber(json, "taskConfidence", classification.TaskConfidence);
        WriteNumber(json, "difficulty", classification.Difficulty);
        WriteNumber(json, "inputTokens", classification.InputTokens);
        WriteNumber(json, "outputTokens", classification.OutputTokens);
        WriteFlag(json, "hasCode", classification.HasCode);
        WriteFlag(json, "outOfDistribution", classification.OutOfDistribution ? true : null);
        if (classification.Success.Count > 0)
        {
            json.WriteStartArray("success");
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

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        // A classifier may return no number; JSON has none of those.
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
