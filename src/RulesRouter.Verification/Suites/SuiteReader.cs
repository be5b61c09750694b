using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Language.Checks;
using RulesRouter.Language.Schemas;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Properties;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Verification.Suites;

/// <summary>PolicyTest documents → suites. Requests use the reader of the decision service.</summary>
/// <param name="now">The time of properties that neither they nor their suite date; null: each needs a date.</param>
internal sealed class SuiteReader(CompiledPolicySet policies, DiagnosticBag diagnostics, DateTimeOffset? now = null)
{
    private readonly CatalogVocabulary vocabulary = new(policies.Catalog);

    private static readonly string[] Around = ["keyAttributes", "text", "classification", "down", "budgets"];

    public ImmutableArray<PolicySuite> Read(IEnumerable<TestDocument> documents) => [.. documents.Select(Read).OfType<PolicySuite>()];

    private PolicySuite? Read(TestDocument document)
    {
        if (document.Root["spec"] is not YamlMapping spec || spec["policy"] is not YamlScalar policy)
        {
            return null;
        }

        if (policies.Find(policy.Text) is not { } compiled)
        {
            diagnostics.Add(
                SuiteDiagnostics.UnknownPolicy,
                policy.Span,
                UnrequestablePolicy.Reason(policies.Policies, policy.Text, policies.Names) ?? $"no policy is named `{policy.Text}`",
                policies.Policies.Find(policy.Text) is null ? KnownPolicies.Help(policy.Text, policies.Names) : "");
            return null;
        }

        var name = document.Root["metadata"] is YamlMapping metadata && metadata["name"] is YamlScalar given ? given.Text : document.Path;
        var cases = new CaseExpansion(spec, diagnostics).Expand().ToList();
        CheckExpanded(document.Root, spec, cases.Select(written => written.Case));
        if (cases.Count == 0 && spec["properties"] is null)
        {
            diagnostics.Add(
                SuiteDiagnostics.Empty,
                policy.Span,
                "the suite has no `cases` and no `properties`",
                "add a case or a property, or delete the file");
        }

        var properties = new PropertyReader(compiled, vocabulary, diagnostics);
        return new PolicySuite(
            document.Path,
            name,
            policy.Text,
            [
                .. cases
                .Select(written => ReadCase(written.Name, written.Place, written.Case, spec, compiled, properties))
                .OfType<PolicyCase>(),
            ])
        {
            Properties = [.. ReadProperties(spec, properties)],
        };
    }

    /// <summary>Fixtures and table rows are partial cases; the expanded cases are checked against the schema.</summary>
    private void CheckExpanded(YamlMapping root, YamlMapping spec, IEnumerable<YamlMapping> cases)
    {
        var expanded = new YamlSequence([.. cases], spec.Span);
        SchemaCheck.Run(
            With(
                root,
                "spec",
                With(
                    spec with { Entries = [.. spec.Entries.Where(entry => entry.Key.Text != "cases" || !expanded.Items.IsEmpty)] },
                    "cases",
                    expanded)),
            "policy-test",
            diagnostics);

        static YamlMapping With(YamlMapping mapping, string key, YamlNode value) =>
            mapping with { Entries = [.. mapping.Entries.Select(entry => entry.Key.Text == key ? entry with { Value = value } : entry)] };
    }

    private IEnumerable<PolicyProperty> ReadProperties(YamlMapping spec, PropertyReader reader)
    {
        foreach (var node in spec["properties"] is YamlSequence list ? list.Items.OfType<YamlMapping>() : [])
        {
            var written = node["at"] ?? spec["at"];
            if ((written is null && now is not null ? now : TimestampOf(written, node)) is { } at
                && reader.Read(node, at, Flag(node, "allowSampleEvidence") ?? Flag(spec, "allowSampleEvidence") ?? false) is { } property)
            {
                yield return property with
                {
                    During = Duration(Text(node, "during") ?? Text(spec, "during")) ?? PolicyProperty.DefaultDuring,
                };
            }
        }
    }

    /// <summary>Null if absent or malformed; the schema reports the latter.</summary>
    private static TimeSpan? Duration(string? text) =>
        text is null
            || !int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? null
        : text[^1] switch
        {
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7.0 * count),
            _ => null,
        };

    private PolicyCase? ReadCase(
        string name,
        YamlScalar place,
        YamlMapping node,
        YamlMapping spec,
        CompiledPolicy policy,
        PropertyReader properties)
    {
        if (node["request"] is not YamlMapping request || node["expect"] is not YamlMapping expect)
        {
            diagnostics.Add(
                SuiteDiagnostics.BadRequest,
                place.Span,
                $"the case has no `{(node["request"] is YamlMapping ? "expect" : "request")}`",
                "set it in the case, in a fixture, or in each row of its table");
            return null;
        }

        var names = new ExpectationNames(policy, policies.Catalog, vocabulary, diagnostics);
        names.Check(expect);
        names.CheckDown(node["down"]);
        names.CheckBudgets(node["budgets"]);
        var at = TimestampOf(node["at"] ?? spec["at"], node);
        var read = ReadRequest(request, policy.Name, hasText: node["text"] is not null);
        var around = ReadCircumstances(node, policy.Name);
        return read is null || at is null || around is null ? null : new PolicyCase(
            name,
            read with { KeyAttributes = around.Request.KeyAttributes, Measured = around.Request.Measured ?? read.Measured },
            at.Value,
            Flag(node, "allowSampleEvidence") ?? Flag(spec, "allowSampleEvidence") ?? false,
            around.State,
            ExpectationOf(expect, policy, properties),
            place.Span)
        {
            Classification = node["classification"] is null ? null : around.Classification,
        };
    }

    /// <summary>Key attributes, text measure, classification and state, read like the fields of a decision record.</summary>
    private RecordedRequest? ReadCircumstances(YamlMapping node, string policy)
    {
        var replay = new JsonObject { ["request"] = new JsonObject { ["policy"] = policy } };
        foreach (var field in Around)
        {
            if (node[field] is { } value)
            {
                replay[field] = JsonNode.Parse(YamlToJson.Convert(value).Span);
            }
        }

        if (replay["classification"] is JsonObject classification)
        {
            classification.TryAdd("source", "pinned");
        }

        var (recorded, errors) = RecordedRequestReader.Read(JsonSerializer.SerializeToUtf8Bytes(replay), "");
        foreach (var error in errors)
        {
            diagnostics.Add(SuiteDiagnostics.BadRequest, Place(node, error.Pointer), Described(error));
        }

        return recorded;
    }

    private Requests.DecisionRequest? ReadRequest(YamlMapping node, string policy, bool hasText)
    {
        var json = JsonNode.Parse(YamlToJson.Convert(node).Span)!.AsObject();
        json["policy"] = policy;
        if (hasText && !json.ContainsKey("estimate"))
        {
            json["estimate"] = new JsonObject();
        }

        var (request, errors) = DecisionRequestReader.Read(JsonSerializer.SerializeToUtf8Bytes(json));
        foreach (var error in errors)
        {
            diagnostics.Add(SuiteDiagnostics.BadRequest, Place(node, error.Pointer), Described(error));
        }

        return request;
    }

    private static string Described(RequestError error) => error.Pointer.Length > 0 ? $"{error.Pointer}: {error.Message}" : error.Message;

    private static SourceSpan Place(YamlMapping node, string pointer)
    {
        var first = pointer.Split('/').Skip(1).FirstOrDefault() ?? "";
        return node.Entries.FirstOrDefault(entry => entry.Key.Text == first)?.Key.Span ?? node.Span with { Length = 0 };
    }

    private DateTimeOffset? TimestampOf(YamlNode? node, YamlMapping inCase)
    {
        if (node is YamlScalar scalar && Timestamps.TryParse(scalar.Text, out var time))
        {
            return time;
        }

        diagnostics.Add(
            SuiteDiagnostics.BadTimestamp,
            node?.Span ?? inCase.Span with { Length = 0 },
            node is null ? "`at` is missing" : "expected an RFC 3339 timestamp",
            "write `at: 2026-05-26T03:42:02Z` in the case, or in `spec` for all cases");
        return null;
    }

    private CaseExpectation ExpectationOf(YamlMapping node, CompiledPolicy policy, PropertyReader properties) => new()
    {
        Outcome = Text(node, "outcome"),
        Chosen = Text(node, "chosen"),
        NotChosen = Text(node, "notChosen"),
        EveryHop = Text(node, "everyHop"),
        NoHop = Text(node, "noHop"),
        Chain = Texts(node, "chain"),
        FallsBackTo = Text(node, "fallsBackTo"),
        SelectedBy = Known(policy, node["selectedBy"] is YamlScalar selecting ? [selecting] : []).FirstOrDefault(),
        Constraints = Names(node, "constraints"),
        Obligations = Names(node, "obligations"),
        Arm = Text(node, "arm"),
        Shadow = Text(node, "shadow"),
        GivenUp = node["givenUp"] is null ? null : Texts(node, "givenUp"),
        Waivers = node["waivers"] is null ? null : Texts(node, "waivers"),
        Values = ValuesOf(node, "constraints")
            .Concat(ValuesOf(node, "obligations"))
            .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
        Matched = Known(policy, Scalars(node, "matched")),
        NotMatched = Known(policy, Scalars(node, "notMatched")),
        Denial = Text(node, "denial"),
        EmptiedBy = Texts(node, "emptiedBy"),
        Reasons = Texts(node, "reasons"),
        Evidence = Text(node, "evidence"),
        MaxTokenCostUsd = (node["maxTokenCostUsd"] as YamlScalar)?.Value as double?,
        MaxExpectedCostUsd = (node["maxExpectedCostUsd"] as YamlScalar)?.Value as double?,
        Holds = node["holds"] is { } holds ? properties.ReadClauses(holds) : [],
    };

    private ImmutableArray<string> Known(CompiledPolicy policy, IEnumerable<YamlScalar> rules)
    {
        var ids = policy.Rules.Select(rule => rule.QualifiedId).ToList();
        foreach (var rule in rules.Where(rule => !ids.Contains(rule.Text)))
        {
            diagnostics.Add(
                SuiteDiagnostics.UnknownRule,
                rule.Span,
                $"`{policy.Name}` has no rule `{rule.Text}`",
                Suggestion.DidYouMean(rule.Text, ids));
        }

        return [.. rules.Select(rule => rule.Text)];
    }

    /// <summary>Names in a list, or those with values; null if the key is absent.</summary>
    private static ImmutableArray<string>? Names(YamlMapping node, string key) =>
        node[key] is null ? null : [.. Texts(node, key), .. ValuesOf(node, key).Select(pair => pair.Name)];

    private static IEnumerable<(string Name, string Value)> ValuesOf(YamlMapping node, string key) =>
        node[key] is YamlMapping mapping ? mapping.Entries.Select(entry => (entry.Key.Text, ValueFormat.Of(entry.Value))) : [];

    private static IEnumerable<YamlScalar> Scalars(YamlMapping node, string key) =>
        node[key] is YamlSequence list ? list.Items.OfType<YamlScalar>() : [];

    private static string? Text(YamlMapping node, string key) => (node[key] as YamlScalar)?.Text;

    private static bool? Flag(YamlMapping node, string key) => (node[key] as YamlScalar)?.Value as bool?;

    private static ImmutableArray<string> Texts(YamlMapping node, string key) =>
        node[key] is YamlSequence list ? [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)] : [];
}
