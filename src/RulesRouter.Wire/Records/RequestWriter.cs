using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>Writes a request without its text. Unset fields are omitted.</summary>
internal static class RequestWriter
{
    public static void Write(CompactJson json, DecisionRequest request)
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
        json.Optional("maxOutputTokens"u8, request.MaxOutputTokens);
        json.Optional("clampsOutput"u8, request.ClampsOutput);
        json.Optional("n"u8, request.Answers);
        json.Optional("stream"u8, request.Stream);
        json.Optional("deadlineMs"u8, request.DeadlineMs);
        json.Optional("maxCostUsd"u8, request.MaxCostUsd);
        WriteSession(json, request.Session);
        WriteAttempts(json, request);
        if (request.Callable is { } callable)
        {
            json.Strings("callable"u8, callable);
        }

        if (request.Dialects is { } dialects)
        {
            json.Strings("dialects"u8, dialects.Select(EnumNames<ApiDialect>.NameOf));
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
            json.Strings("obligationsSupported"u8, supported);
        }

        json.EndObject();
    }

    public static void WriteAttributes(
        CompactJson json,
        ReadOnlySpan<byte> name,
        ImmutableSortedDictionary<string, AttributeValue> attributes)
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
                    json.Strings(list.Values);
                    break;
                default:
                    throw new InvalidOperationException($"unknown attribute value {value.GetType().Name}");
            }
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
        json.Optional("tools"u8, needs.Tools);
        json.Optional("vision"u8, needs.Vision);
        json.Optional("structuredOutput"u8, needs.StructuredOutput);
        json.Optional("reasoning"u8, needs.Reasoning);
        json.Optional("audio"u8, needs.Audio);
        json.Optional("files"u8, needs.Files);
        json.Optional("audioOutput"u8, needs.AudioOutput);
        json.EndObject();
    }

    private static void WriteEstimate(CompactJson json, TokenCounts? estimate)
    {
        if (estimate is null)
        {
            return;
        }

        json.StartObject("estimate"u8);
        json.Optional("inputTokens"u8, estimate.InputTokens);
        json.Optional("cachedInputTokens"u8, estimate.CachedInputTokens);
        json.Optional("outputTokens"u8, estimate.OutputTokens);
        json.Optional("reasoningTokens"u8, estimate.ReasoningTokens);
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
            json.Optional("costUsd"u8, attempt.CostUsd);
            json.Optional("turns"u8, attempt.Turns);
            json.Optional("testsPassed"u8, attempt.TestsPassed);
            json.Optional("testsFailed"u8, attempt.TestsFailed);
            json.Optional("toolErrors"u8, attempt.ToolErrors);
            json.EndObject();
        }

        json.EndArray();
    }
}
