using System.Collections.Immutable;
using System.Text.Json.Nodes;
using RulesRouter.Diagnostics;
using RulesRouter.Formats;
using RulesRouter.Language;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Verification.Comparing;

/// <summary>Compares policy documents rule by rule and field by field, independent of order.</summary>
internal static class DocumentComparison
{
    /// <summary>Parts of <c>spec</c> with named entries.</summary>
    private static readonly ImmutableSortedDictionary<string, string> Named =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
        {
            ["attributes"] = "attribute",
            ["let"] = "let",
            ["scripts"] = "script",
            ["parameters"] = "parameter",
        });

    public static ImmutableArray<PolicyChange> Compare(ImmutableArray<PolicyFile> before, ImmutableArray<PolicyFile> after)
    {
        var (old, now) = (Policies(before), Policies(after));
        return
        [
            .. old.Keys
            .Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .SelectMany(name => ComparePolicy(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name))),
        ];
    }

    private static Dictionary<string, JsonObject> Policies(ImmutableArray<PolicyFile> files)
    {
        var policies = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (YamlReader.Read(file.Path, file.Content.Span, new DiagnosticBag()) is YamlMapping root
                && root["kind"] is YamlScalar { Text: "RoutingPolicy" }
                && JsonNode.Parse(YamlToJson.Convert(root).Span) is JsonObject document
                && document["metadata"]?["name"]?.ToString() is { } name)
            {
                policies[name] = document;
            }
        }

        return policies;
    }

    private static IEnumerable<PolicyChange> ComparePolicy(string name, JsonObject? before, JsonObject? after)
    {
        if (before is null || after is null)
        {
            return [new PolicyChange(name, "policy", before is null ? ChangeKind.Added : ChangeKind.Removed, [])];
        }

        var (old, now) = (Elements(before), Elements(after));
        return old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(element => CompareElement(name, element, old.GetValueOrDefault(element), now.GetValueOrDefault(element)))
            .OfType<PolicyChange>();
    }

    private static PolicyChange? CompareElement(string policy, string element, JsonNode? before, JsonNode? after)
    {
        if (before is null || after is null)
        {
            return new PolicyChange(policy, element, before is null ? ChangeKind.Added : ChangeKind.Removed, []);
        }

        var (old, now) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        Flatten("", before, old);
        Flatten("", after, now);
        ImmutableArray<FieldChange> fields =
        [
            .. old.Keys
            .Union(now.Keys)
            .Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal)
                .Select(path => new FieldChange(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path))),
        ];
        return fields.IsEmpty ? null : new PolicyChange(policy, element, ChangeKind.Changed, fields);
    }

    private static Dictionary<string, JsonNode> Elements(JsonObject document)
    {
        var elements = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (key, value) in document["spec"] as JsonObject ?? [])
        {
            switch (value)
            {
                case null:
                    break;
                case JsonArray rules when key == "rules":
                    foreach (var rule in rules.OfType<JsonObject>())
                    {
                        elements[$"rule {rule["id"]}"] = rule;
                    }

                    break;
                case JsonArray budgets when key == "budgets":
                    foreach (var budget in budgets.OfType<JsonObject>())
                    {
                        elements[$"budget {budget["id"]}"] = budget;
                    }

                    break;
                case JsonObject entries when Named.TryGetValue(key, out var singular):
                    foreach (var (name, entry) in entries)
                    {
                        elements[$"{singular} {name}"] = entry ?? new JsonObject();
                    }

                    break;
                default:
                    elements[key] = value;
                    break;
            }
        }

        if (document["metadata"] is JsonObject metadata)
        {
            elements["metadata"] = metadata;
        }

        return elements;
    }

    private static void Flatten(string path, JsonNode? node, Dictionary<string, string> into)
    {
        if (node is JsonObject mapping)
        {
            foreach (var (key, value) in mapping)
            {
                Flatten(path.Length == 0 ? key : $"{path}.{key}", value, into);
            }

            return;
        }

        into[path] = node switch
        {
            null => "null",
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ => node.ToJsonString(JsonFormats.Compact),
        };
    }
}
