using RulesRouter.Access;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>Compares the attributes that policies declare with what sets them: keys, tokens, and settings.</summary>
internal static class AttributeWriters
{
    /// <summary>One line for each attribute that has no effect as it is.</summary>
    /// <param name="keys">The keys of the file; empty without one.</param>
    public static IEnumerable<string> Problems(CompiledPolicySet set, ServiceOptions options, IReadOnlyCollection<ApiKey> keys)
    {
        var declared = Declared(set);
        var names = declared.Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        var (ofService, ofCredentials) = (Names(options.Access.ServiceAttributes), OfCredentials(options, keys));
        foreach (var (_, message) in Missing(set, options, keys))
        {
            yield return message;
        }

        foreach (var name in ofService.Where(name => !declared.Any(one => one.Name == name && one.From == Provenance.Service)))
        {
            yield return names.Contains(name)
                ? $"--service-attribute {name} has no effect: policies declare another source of `{name}`"
                : $"--service-attribute {name} has no effect: no policy declares it{Suggestion.Clause(name, names)}";
        }

        foreach (var name in ofCredentials.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal))
        {
            yield return $"credentials carry attribute `{name}`, and no policy declares it{Suggestion.Clause(name, names)}";
        }
    }

    /// <summary>The declared attributes that nothing sets, first those of credentials, and what that means.</summary>
    public static IEnumerable<(AttributeDeclaration Attribute, string Message)> Missing(
        CompiledPolicySet set,
        ServiceOptions options,
        IReadOnlyCollection<ApiKey> keys)
    {
        var (declared, ofService, ofCredentials) =
            (Declared(set), Names(options.Access.ServiceAttributes), OfCredentials(options, keys));
        foreach (var attribute in declared.Where(one => one.From == Provenance.Key && !ofCredentials.Contains(one.Name)))
        {
            yield return (
                attribute,
                $"attribute `{attribute.Name}` has no writer: {Value(attribute.Default)}, since no credential carries it");
        }

        foreach (var attribute in declared.Where(one => one.From == Provenance.Service && !ofService.Contains(one.Name)))
        {
            yield return (
                attribute,
                $"attribute `{attribute.Name}` has no writer: {Value(attribute.Default)}, since --service-attribute does not set it");
        }
    }

    private static List<AttributeDeclaration> Declared(CompiledPolicySet set) =>
    [
        .. set.Names.SelectMany(name => set.Find(name)!.Layers.Attributes())
            .DistinctBy(attribute => attribute.Name)
            .OrderBy(attribute => attribute.Name, StringComparer.Ordinal),
    ];

    private static HashSet<string> OfCredentials(ServiceOptions options, IReadOnlyCollection<ApiKey> keys) =>
        keys.SelectMany(key => key.Caller.Attributes.Keys)
            .Concat(Names(options.Access.OidcAttributes))
            .Concat(Names(options.KeyAttributes))
            .ToHashSet(StringComparer.Ordinal);

    private static string Value(FactValue value) => value.IsKnown ? "it always has its default" : "it is never known";

    private static HashSet<string> Names(IEnumerable<string> pairs) =>
        pairs.Select(pair => pair.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
}
