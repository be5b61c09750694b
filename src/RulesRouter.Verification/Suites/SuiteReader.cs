using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Json;
using RulesRouter.Language;
using RulesRouter.Language.Yaml;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Properties;

namespace RulesRouter.Verification.Suites;

/// <summary>PolicyTest documents → suites. Requests go through the same reader as those of the decision service.</summary>
public sealed class SuiteReader(CompiledPolicySet policies, DiagnosticBag diagnostics)
{
    public ImmutableArray<PolicySuite> Read(IEnumerable<TestDocument> documents) => [.. documents.Select(Read).OfType<PolicySuite>()];

    private PolicySuite? Read(TestDocument document)
    {
        if (document.Root["spec"] is not YamlMapping spec || spec["policy"] is not YamlScalar policy)
        {
            return null;
        }

        if (policies.Find(policy.Text) is not { } compiled)
        {
            diagnostics.Add(SuiteDiagnostics.UnknownPolicy, policy.Span, $"no policy that requests can name is called `{policy.Text}`", Suggestion.DidYouMean(policy.Text, policies.Names));
            return null;
        }

        var name = document.Root["metadata"] is YamlMapping metadata && metadata["name"] is YamlScalar given ? given.Text : document.Path;
        var cases = spec["cases"] is YamlSequence list ? list.Items.OfType<YamlMapping>() : [];
        return new PolicySuite(document.Path, name, policy.Text, [.. cases.Select(node => ReadCase(node, spec, policy.Text)).OfType<PolicyCase>()])
        {
            Properties = [.. ReadProperties(spec, compiled)],
        };
    }

    private IEnumerable<PolicyProperty> ReadProperties(YamlMapping spec, CompiledPolicy policy)
    {
        var reader = new PropertyReader(policy, diagnostics);
        foreach (var node in spec["properties"] is YamlSequence list ? list.Items.OfType<YamlMapping>() : [])
        {
            if (Moment(node["at"] ?? spec["at"], node) is { } at
                && reader.Read(node, at, Flag(node, "allowSampleEvidence") ?? Flag(spec, "allowSampleEvidence") ?? false) is { } property)
            {
                yield return property;
            }
        }
    }

    private PolicyCase? ReadCase(YamlMapping node, YamlMapping spec, string policy)
    {
        if (node["name"] is not YamlScalar name || node["request"] is not YamlMapping request || node["expect"] is not YamlMapping expect)
        {
            return null;
        }

        var at = Moment(node["at"] ?? spec["at"], node);
        var read = ReadRequest(request, node["keyAttributes"] as YamlMapping, policy);
        return read is null || at is null ? null : new PolicyCase(
            name.Text,
            read,
            at.Value,
            Flag(node, "allowSampleEvidence") ?? Flag(spec, "allowSampleEvidence") ?? false,
            new RouterState(Texts(node, "down").ToImmutableSortedSet(StringComparer.Ordinal)),
            ExpectationOf(expect),
            name.Span);
    }

    private Requests.DecisionRequest? ReadRequest(YamlMapping node, YamlMapping? keyed, string policy)
    {
        var json = JsonNode.Parse(YamlToJson.Convert(node).Span)!.AsObject();
        json["policy"] = policy;
        var (request, faults) = DecisionRequestReader.Read(JsonSerializer.SerializeToElement(json));
        foreach (var fault in faults)
        {
            diagnostics.Add(SuiteDiagnostics.BadRequest, Place(node, fault.Pointer), $"{fault.Pointer}: {fault.Message}");
        }

        return request is null || keyed is null ? request : request with { KeyAttributes = Attributes(keyed, policy) };
    }

    /// <summary>What a credential carries is written like the attributes of a request, and read like them.</summary>
    private ImmutableSortedDictionary<string, Requests.AttributeValue> Attributes(YamlMapping node, string policy)
    {
        var json = new JsonObject { ["policy"] = policy, ["prompt"] = "", ["attributes"] = JsonNode.Parse(YamlToJson.Convert(node).Span) };
        var (request, faults) = DecisionRequestReader.Read(JsonSerializer.SerializeToElement(json));
        foreach (var fault in faults.Where(fault => fault.Pointer.StartsWith("/attributes", StringComparison.Ordinal)))
        {
            diagnostics.Add(SuiteDiagnostics.BadRequest, node.Span with { Length = 0 }, $"{fault.Pointer.Replace("/attributes", "/keyAttributes", StringComparison.Ordinal)}: {fault.Message}");
        }

        return request?.Attributes ?? ImmutableSortedDictionary.Create<string, Requests.AttributeValue>(StringComparer.Ordinal);
    }

    private static SourceSpan Place(YamlMapping node, string pointer)
    {
        var first = pointer.Split('/').Skip(1).FirstOrDefault() ?? "";
        return node.Entries.FirstOrDefault(entry => entry.Key.Text == first)?.Key.Span ?? node.Span with { Length = 0 };
    }

    private DateTimeOffset? Moment(YamlNode? node, YamlMapping inCase)
    {
        if (node is YamlScalar scalar && Moments.TryParse(scalar.Text, out var moment))
        {
            return moment;
        }

        diagnostics.Add(SuiteDiagnostics.BadMoment, node?.Span ?? inCase.Span with { Length = 0 }, node is null ? "the case names no moment" : "this is no moment", "write `at: 2026-05-26T03:42:02Z` in the case, or in `spec` for all cases");
        return null;
    }

    private static Expectation ExpectationOf(YamlMapping node) => new()
    {
        Outcome = Text(node, "outcome"),
        Chosen = Text(node, "chosen"),
        NotChosen = Text(node, "notChosen"),
        EveryHop = Text(node, "everyHop"),
        NoHop = Text(node, "noHop"),
        Chain = Texts(node, "chain"),
        FallsBackTo = Text(node, "fallsBackTo"),
        SelectedBy = Text(node, "selectedBy"),
        Constraints = Texts(node, "constraints"),
        Obligations = Texts(node, "obligations"),
        Arm = Text(node, "arm"),
        Shadow = Text(node, "shadow"),
        GivenUp = node["givenUp"] is null ? null : Texts(node, "givenUp"),
        Waivers = node["waivers"] is null ? null : Texts(node, "waivers"),
        Denial = Text(node, "denial"),
        EmptiedBy = Texts(node, "emptiedBy"),
        Evidence = Text(node, "evidence"),
        MaxTokenCostUsd = (node["maxTokenCostUsd"] as YamlScalar)?.Value as double?,
    };

    private static string? Text(YamlMapping node, string key) => (node[key] as YamlScalar)?.Text;

    private static bool? Flag(YamlMapping node, string key) => (node[key] as YamlScalar)?.Value as bool?;

    private static ImmutableArray<string> Texts(YamlMapping node, string key) =>
        node[key] is YamlSequence list ? [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)] : [];
}
