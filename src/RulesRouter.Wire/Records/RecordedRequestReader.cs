using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Reading;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Records;

/// <summary>The <c>replay</c> of a record's line → what can be decided again, or every fault with its pointer.</summary>
public static class RecordedRequestReader
{
    private static readonly string[] Fields = ["request", "keyAttributes", "text", "classification", "down", "sampleEvidence"];
    private static readonly string[] TextFields = ["characters", "messages", "tokens", "minTokens"];

    private static readonly string[] ClassificationFields =
        ["source", "task", "taskConfidence", "difficulty", "inputTokens", "outputTokens", "hasCode", "outOfDistribution", "success"];

    private static readonly string[] Sources = [.. Enum.GetValues<ClassificationSource>().Select(DecisionWriter.NameOf)];

    /// <param name="pointer">Of <paramref name="replay"/> within its line.</param>
    public static (RecordedRequest? Recorded, ImmutableArray<RequestError> Faults) Read(JsonElement replay, string pointer = "/replay")
    {
        var faults = ImmutableArray.CreateBuilder<RequestError>();
        var fields = new JsonFields(replay, pointer, Fields, faults);
        if (fields.Element("request") is not { } said)
        {
            fields.Fault("request", "is missing");
            return (null, faults.ToImmutable());
        }

        var (request, wrong) = DecisionRequestReader.ReadWithoutText(said, $"{pointer}/request");
        faults.AddRange(wrong);
        var classification = fields.Element("classification") is { } believed
            ? ClassificationOf(new JsonFields(believed, $"{pointer}/classification", ClassificationFields, faults), faults)
            : Classification.Unknown;
        var down = fields.Texts("down") ?? [];
        var text = fields.Element("text") is { } measured ? TextOf(new JsonFields(measured, $"{pointer}/text", TextFields, faults)) : null;
        var keyed = DecisionRequestReader.Attributes(fields, "keyAttributes", faults);
        var sample = fields.Flag("sampleEvidence") ?? false;
        return faults.Count > 0 || request is null
            ? (null, faults.ToImmutable())
            : (new RecordedRequest(request with { Measured = text, KeyAttributes = keyed }, classification, down.IsEmpty ? RouterState.Healthy : new RouterState(down.ToImmutableSortedSet(StringComparer.Ordinal)), sample), []);
    }

    private static TextMeasure TextOf(JsonFields fields) => new(
        fields.Whole("characters", 0) ?? 0,
        fields.Whole("messages", 0) ?? 1,
        fields.Whole("tokens", 0) is { } tokens ? new TokenCount(fields.Whole("minTokens", 0) ?? 0, tokens) : null);

    private static Classification ClassificationOf(JsonFields fields, ImmutableArray<RequestError>.Builder faults)
    {
        var source = Array.IndexOf(Sources, fields.Text("source"));
        if (source < 0)
        {
            fields.Fault("source", $"must be one of {string.Join(", ", Sources)}");
        }

        return new Classification
        {
            Source = (ClassificationSource)Math.Max(0, source),
            Task = DecisionRequestReader.Task(fields),
            TaskConfidence = fields.Number("taskConfidence", 0, "a probability") ?? 0,
            Difficulty = fields.Number("difficulty", double.MinValue, "a number"),
            InputTokens = fields.Number("inputTokens", double.MinValue, "a number of tokens"),
            OutputTokens = fields.Number("outputTokens", double.MinValue, "a number of tokens"),
            HasCode = fields.Flag("hasCode"),
            OutOfDistribution = fields.Flag("outOfDistribution") ?? false,
            Success = [.. fields.List("success").Select((pair, index) => Chance(pair, $"{fields.Pointer}/success/{index}", faults))],
        };
    }

    private static AbilityChance Chance(JsonElement pair, string pointer, ImmutableArray<RequestError>.Builder faults)
    {
        if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            && pair[0].ValueKind == JsonValueKind.Number && pair[1].ValueKind == JsonValueKind.Number)
        {
            return new AbilityChance(pair[0].GetDouble(), pair[1].GetDouble());
        }

        faults.Add(new RequestError(pointer, "must be an ability and a probability"));
        return default;
    }
}
