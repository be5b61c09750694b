using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>What came of carrying out a chain; the extension object of an answer states it.</summary>
internal sealed class ChainReport(string decisionId, ChainPlan plan)
{
    /// <summary>Name of the extension object.</summary>
    public const string Name = "rulesrouter";

    /// <summary>In the order in which they ended.</summary>
    public ImmutableArray<CallReport> Calls { get; private set; } = [];

    /// <summary>Hops that were passed over.</summary>
    public IReadOnlyList<SkippedHop> Skipped { get; set; } = [];

    /// <summary>A call whose rejected answer the client gets, since no later hop gave a better one; null otherwise.</summary>
    public CallReport? SentAnyway { get; set; }

    /// <summary>The call whose answer the client gets; null if there is none.</summary>
    public CallReport? Answered => SentAnyway ?? Calls.FirstOrDefault(call => call.Failed is null && !call.IsCancelled);

    /// <summary>The answer's id at the upstream; null without an answer of a model.</summary>
    public string? ResponseId { get; set; }

    /// <summary>What the answering upstream did not get of the request.</summary>
    public FeatureSet Dropped { get; set; }

    /// <summary>What the answer states of its origin; null for nothing.</summary>
    public string? Disclosure { get; init; }

    public void Add(CallReport call) => Calls = Calls.Add(call);

    public ReadOnlyMemory<byte> Json() => Json([]);

    /// <param name="ending">Calls that are about to end, the one that answers last; those that were added count as they were.</param>
    public ReadOnlyMemory<byte> Json(IReadOnlyList<CallReport> ending) => Json(ending, isRecorded: false);

    /// <summary>For the record, which has the id already, and no word of an answer: a reason against one may quote it.</summary>
    public ReadOnlyMemory<byte> Recorded() => Json([], isRecorded: true);

    private ReadOnlyMemory<byte> Json(IReadOnlyList<CallReport> ending, bool isRecorded) => Writing.Document(json =>
    {
        json.WriteStartObject();
        if (!isRecorded)
        {
            json.WriteString("decisionId", decisionId);
        }

        var ended = Calls;
        ImmutableArray<CallReport> all = [.. ended, .. ending.Where(one => !ended.Any(call => call.Number == one.Number))];
        if ((ending.Count > 0 ? ending[^1] : Answered) is { } answered)
        {
            json.WriteString("endpoint", answered.Endpoint.Id);
            json.WriteString("model", answered.Endpoint.Model.Id);
            if (Disclosure is { } disclosure && !isRecorded)
            {
                json.WriteString("disclosure", disclosure);
            }
        }

        json.WriteStartArray("hops");
        foreach (var call in all)
        {
            Write(json, call, isRecorded);
        }

        json.WriteEndArray();
        WriteSkipped(json);
        WriteCost(json, all);
        if (!Dropped.IsEmpty)
        {
            json.WriteStartArray("dropped");
            foreach (var feature in Dropped.Names)
            {
                json.WriteStringValue(feature);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, CallReport call, bool isRecorded)
    {
        json.WriteStartObject();
        json.WriteString("endpoint", call.Endpoint.Id);
        if (call.MaxOutputTokens is { } maximum)
        {
            json.WriteNumber("maxOutputTokens", maximum);
        }

        if (call.Failed is { } failed)
        {
            json.WriteString("failed", EnumNames<FailureClass>.NameOf(failed));
        }

        if (call.IsCancelled)
        {
            json.WriteBoolean("cancelled", true);
        }

        if (call.Rejected is not null && isRecorded)
        {
            json.WriteBoolean("rejected", true);
        }
        else if (call.Rejected is { } rejected)
        {
            json.WriteString("rejected", rejected);
        }

        if (call.Status is { } status)
        {
            json.WriteNumber("status", status);
        }

        json.WriteNumber("ms", Math.Round(call.Duration.TotalMilliseconds));
        if (call.CostUsd is { } usd)
        {
            json.WriteNumber("costUsd", usd);
        }

        json.WriteEndObject();
    }

    private void WriteSkipped(Utf8JsonWriter json)
    {
        if (Skipped.Count == 0)
        {
            return;
        }

        json.WriteStartArray("skipped");
        foreach (var skipped in Skipped)
        {
            json.WriteStartObject();
            json.WriteString("endpoint", plan.Hops[skipped.Hop].Endpoint.Id);
            json.WriteString("reason", skipped.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Unknown if the cost of a call is.</summary>
    private static void WriteCost(Utf8JsonWriter json, ImmutableArray<CallReport> calls)
    {
        if (!calls.IsEmpty && calls.All(call => call.CostUsd is not null))
        {
            json.WriteNumber("costUsd", calls.Aggregate(0.0, (sum, call) => Usd.Sum(sum, call.CostUsd!.Value)));
        }
    }
}
