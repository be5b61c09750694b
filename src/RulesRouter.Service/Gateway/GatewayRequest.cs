using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Gateway;

/// <summary>A client's request as a request for a decision.</summary>
internal static class GatewayRequest
{
    private const string TaskHeader = "x-rulesrouter-task";
    private const string DeadlineHeader = "x-rulesrouter-deadline-ms";
    private const string CostHeader = "x-rulesrouter-max-cost-usd";

    private static readonly ApiDialect[] Dialects = Enum.GetValues<ApiDialect>();

    private static readonly ImmutableSortedSet<ApiDialect> AllDialects = [.. Dialects];

    /// <summary>For bodies of which only the size is known.</summary>
    private const int BytesPerToken = 4;

    /// <summary>The request without its policy, or the error for the client.</summary>
    /// <param name="supported">The obligations that gateway and caller fulfil.</param>
    public static (DecisionRequest? Request, UpstreamFailure? Error) Read(
        ReadOnlyMemory<byte> body,
        CallKind kind,
        IHeaderDictionary headers,
        ImmutableSortedSet<string> supported)
    {
        var (read, errors) = kind == CallKind.Embed ? (OfSize(body), []) : DecisionRequestReader.ReadVendorBody(body.Span);
        if (read is null)
        {
            return (null, GatewayError.Invalid(
                string.Join("; ", errors.Select(error => $"{error.Pointer} {error.Message}".Trim())),
                errors[0].Pointer is ['/', .. var field] && !field.Contains('/', StringComparison.Ordinal) ? field : null));
        }

        var (task, deadline, cost) = (Header(headers, TaskHeader), Header(headers, DeadlineHeader), Header(headers, CostHeader));
        if (task is not null && !EnumNames<TaskKind>.TryParse(task, out _))
        {
            var tasks = string.Join(", ", EnumNames<TaskKind>.All);
            return (null, GatewayError.Invalid($"{TaskHeader} must be one of {tasks}, found \"{task}\""));
        }

        if (deadline is not null && !(Number(deadline) >= 1))
        {
            return (null, GatewayError.Invalid($"{DeadlineHeader} must be a number of milliseconds, at least 1, found \"{deadline}\""));
        }

        if (cost is not null && !(Number(cost) >= 0))
        {
            return (null, GatewayError.Invalid($"{CostHeader} must be a number of US dollars, at least 0, found \"{cost}\""));
        }

        // What the body says in fields of the decision API is not for the gateway: a vendor may have a field of that name.
        return (new DecisionRequest
        {
            Policy = "",
            Messages = read.Messages,
            Instructions = read.Instructions,
            DeclaredTokens = read.DeclaredTokens,
            DeclaresTools = read.DeclaresTools,
            Measured = read.Measured,
            RequestedModel = read.RequestedModel,
            Needs = read.Needs,
            Estimate = read.Estimate,
            MaxOutputTokens = read.MaxOutputTokens,
            ClampsOutput = read.MaxOutputTokens is null ? null : true,
            Answers = read.Answers,
            Stream = read.Stream,
            Task = EnumNames<TaskKind>.TryParse(task, out var known) ? known : null,
            DeadlineMs = Number(deadline),
            MaxCostUsd = Number(cost),
            Api = read.Api,
            ObligationsSupported = supported,
        }, null);
    }

    /// <summary>The dialects that can express a request: the client's own, and those that have all it uses.</summary>
    public static ImmutableSortedSet<ApiDialect> DialectsOf(ClientRequest request, CallKind kind) => kind switch
    {
        CallKind.Answer when Array.TrueForAll(Dialects, dialect => request.Excluding(dialect).IsEmpty) => AllDialects,
        CallKind.Answer => [.. Dialects.Where(dialect => request.Excluding(dialect).IsEmpty)],
        CallKind.CountTokens => AllDialects,
        CallKind.Compact => [ApiDialect.OpenaiResponses],
        CallKind.Embed => [ApiDialect.OpenaiChat, ApiDialect.OpenaiResponses],
    };

    /// <summary>Whether a part of the conversation lies at one endpoint.</summary>
    public static bool IsBound(ClientRequest request, CallKind kind) =>
        kind == CallKind.Compact || (kind == CallKind.Answer && request.Features.Has(Feature.ServerState));

    /// <summary>Whether a further call of the same request has no effect beyond its answer.</summary>
    public static bool IsRepeatable(ClientRequest request, CallKind kind) => kind is CallKind.CountTokens or CallKind.Embed
        || (kind == CallKind.Answer
            && !request.Features.Has(Feature.ServerTools)
            && !request.Features.Has(Feature.Stored)
            && !request.Features.Has(Feature.ServerState));

    /// <summary>Entries of <c>metadata</c> that are attributes of the policy which callers may set.</summary>
    public static ImmutableSortedDictionary<string, AttributeValue> Attributes(JsonElement body, CompiledPolicy policy)
    {
        var none = ImmutableSortedDictionary.Create<string, AttributeValue>(StringComparer.Ordinal);
        if (!body.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object)
        {
            return none;
        }

        var declared = policy.Layers.Attributes()
            .DistinctBy(attribute => attribute.Name)
            .Where(attribute => attribute.From == Provenance.Caller)
            .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
        return none.AddRange(
            from entry in metadata.EnumerateObject()
            where entry.Value.ValueKind == JsonValueKind.String && declared.ContainsKey(entry.Name)
            group entry by entry.Name into same
            select KeyValuePair.Create(same.Key, AttributeValue.Parse(same.Last().Value.Text()!, declared[same.Key].Type)));
    }

    private static DecisionRequest OfSize(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, Parsing.Options);
        return new DecisionRequest
        {
            Policy = "",
            RequestedModel = document.RootElement.Text("model"),
            Estimate = new TokenCounts(Math.Max(1, body.Length / BytesPerToken), null, 0),
            Api = EndpointApi.Embedding,
        };
    }

    private static string? Header(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
