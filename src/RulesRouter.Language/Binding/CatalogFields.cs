using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>Reads the common parts of catalog entries: dates, evidence, and groups of facts with evidence.</summary>
internal sealed class CatalogFields(DiagnosticBag diagnostics)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
    private readonly Dictionary<SourceFile, (SourceSpan First, int Count)> samples = [];

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    public DateOnly? Date(YamlNode? node)
    {
        if (node is not YamlScalar { Value: string text })
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Diagnostics.Add(CatalogDiagnostics.BadDate, node.Span, $"`{text}` is not a date", "write YYYY-MM-DD");
        return null;
    }

    /// <summary>A day, from 00:00 UTC, or a timestamp.</summary>
    public DateTimeOffset? Time(YamlNode? node)
    {
        if (node is null || TryReadTime(node) is not null)
        {
            return TryReadTime(node);
        }

        Diagnostics.Add(
            CatalogDiagnostics.BadDate,
            node.Span,
            $"`{(node as YamlScalar)?.Text}` is not a date or timestamp",
            "write YYYY-MM-DD, or a time in UTC such as 2026-09-01T16:00:00Z");
        return null;
    }

    /// <summary>Null for anything else, without a diagnostic.</summary>
    public static DateTimeOffset? TryReadTime(YamlNode? node) =>
        DateTimeOffset.TryParseExact(
            (node as YamlScalar)?.Text,
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : null;

    public ComplianceFacts Compliance(CatalogEntry entry)
    {
        var facts = Grouped(entry, "compliance");
        return new ComplianceFacts
        {
            DataRetentionDays = Number(facts, "dataRetentionDays"),
            TrainsOnData = Flag(facts, "trainsOnData"),
            ZeroDataRetention = Flag(facts, "zeroDataRetention"),
            Certifications = Names(facts, "certifications"),
            ProcessingRegions = Names(facts, "processingRegions"),
            StorageRegions = Names(facts, "storageRegions"),
        };
    }

    public Latency? Latency(CatalogEntry entry)
    {
        var facts = Grouped(entry, "latency");
        return facts.Count == 0 ? null : new Latency
        {
            TtftP50Ms = Number(facts, "ttftP50Ms"),
            TtftP99Ms = Number(facts, "ttftP99Ms"),
            TokensPerSecondP50 = Number(facts, "tokensPerSecondP50"),
            TokensPerSecondP1 = Number(facts, "tokensPerSecondP1"),
        };
    }

    public ImmutableArray<QualityFigure> Quality(CatalogEntry entry) =>
    [
        .. ((entry["quality"] as YamlSequence)?.Items ?? []).OfType<YamlMapping>().Select(Figure).OfType<QualityFigure>()
            .OrderBy(figure => figure.Task).ThenBy(figure => figure.Benchmark, StringComparer.Ordinal).ThenBy(figure => figure.Date),
    ];

    /// <summary>Null without both prices.</summary>
    public ListPrice? ListPrice(CatalogEntry entry) =>
        entry["listPrice"] is YamlMapping price && price.Number("input") is { } input && price.Number("output") is { } output
            ? new ListPrice(input, output, price.String("source") ?? "", Date(price["asOf"]))
            : null;

    public ImmutableArray<AliasTarget> Aliases(CatalogEntry entry) =>
    [
        .. ((entry["aliasOf"] as YamlSequence)?.Items ?? [])
        .OfType<YamlMapping>()
        .Select(Target)
        .OfType<AliasTarget>()
        .OrderBy(target => target.Since),
    ];

    private AliasTarget? Target(YamlMapping target) =>
        target.String("model") is { } model && Date(target["since"]) is { } since ? new AliasTarget(model, since, target.Span) : null;

    /// <summary>One warning per file, not per fact.</summary>
    public void ReportSamples()
    {
        foreach (var (first, count) in samples.Values)
        {
            Diagnostics.Add(
                CatalogDiagnostics.SampleEvidence,
                first,
                count == 1 ? "a fact in this file has sample evidence" : $"{count} facts in this file have sample evidence",
                "they are unknown unless sample evidence is allowed; replace them with evidence from your own contracts and measurements");
        }
    }

    private QualityFigure? Figure(YamlMapping figure) =>
        figure.String("benchmark") is { } benchmark
            && figure.Number("score") is { } score
            && figure.String("task") is { } name
            && EnumNames<TaskKind>.TryParse(name, out var task)
            ? new QualityFigure(
                benchmark,
                task,
                score,
                figure.String("source") ?? "",
                Date(figure["date"]),
                figure.Integer("sampleSize"),
                figure.String("metric") ?? "",
                figure.Span)
            : null;

    private Dictionary<string, (YamlNode Value, Evidence Evidence, SourceSpan Span)> Grouped(CatalogEntry entry, string field)
    {
        var facts = new Dictionary<string, (YamlNode, Evidence, SourceSpan)>(StringComparer.Ordinal);
        foreach (var group in (entry[field] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (group.Mapping("evidence") is not { } node)
            {
                continue;
            }

            var evidence = new Evidence(
                node.String("source") ?? "",
                Date(node["checkedOn"]),
                Date(node["expires"]),
                node.Boolean("sample") ?? false);
            if (evidence.Expires < evidence.CheckedOn)
            {
                Diagnostics.Add(
                    CatalogDiagnostics.Impossible,
                    node["expires"]!.Span,
                    $"evidence of `{entry.Id}` expires on {evidence.Expires:yyyy-MM-dd}, before it was checked on {evidence.CheckedOn:yyyy-MM-dd}",
                    "correct one of the dates");
            }

            foreach (var fact in group.Entries.Where(fact => fact.Key.Text != "evidence"))
            {
                if (!facts.TryAdd(fact.Key.Text, (fact.Value, evidence, fact.Key.Span)))
                {
                    Diagnostics.Add(
                        CatalogDiagnostics.Conflict,
                        fact.Key.Span,
                        $"`{fact.Key.Text}` of `{entry.Id}` is stated twice",
                        $"the first is at {facts[fact.Key.Text].Item3}; keep one");
                }
                else if (evidence.IsSample)
                {
                    Sampled(fact.Key.Span);
                }
            }
        }

        return facts;
    }

    private void Sampled(SourceSpan span)
    {
        var (first, count) = samples.GetValueOrDefault(span.Source!, (span, 0));
        samples[span.Source!] = (first, count + 1);
    }

    private static Evidenced<double>? Number(Dictionary<string, (YamlNode Value, Evidence Evidence, SourceSpan Span)> facts, string name) =>
        facts.TryGetValue(name, out var fact) && fact.Value is YamlScalar { Value: double number }
            ? new(number, fact.Evidence, fact.Span)
            : null;

    private static Evidenced<bool>? Flag(Dictionary<string, (YamlNode Value, Evidence Evidence, SourceSpan Span)> facts, string name) =>
        facts.TryGetValue(name, out var fact) && fact.Value is YamlScalar { Value: bool flag } ? new(flag, fact.Evidence, fact.Span) : null;

    private static Evidenced<ImmutableSortedSet<string>>? Names(
        Dictionary<string,
        (YamlNode Value, Evidence Evidence, SourceSpan Span)> facts,
        string name) =>
        facts.TryGetValue(name, out var fact) && fact.Value is YamlSequence list
            ? new(
                list.Items.OfType<YamlScalar>().Select(item => item.Text).ToImmutableSortedSet(StringComparer.Ordinal),
                fact.Evidence,
                fact.Span)
            : null;
}
