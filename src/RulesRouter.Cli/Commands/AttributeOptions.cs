using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Commands;

/// <summary>Attributes on the command line: those that the caller sends, and those that the caller's key carries.</summary>
internal sealed class AttributeOptions
{
    private readonly Option<string[]> attributes = Pairs("--attribute", "name=value of a declared attribute; a,b for a set; repeatable");
    private readonly Option<string[]> keyAttributes = Pairs(
        "--key-attribute",
        "name=value of an attribute that the caller's credential would carry; repeatable");

    public IEnumerable<Option> All => [attributes, keyAttributes];

    public void AddTo(Command command)
    {
        command.Add(attributes);
        command.Add(keyAttributes);
    }

    /// <summary>
    /// The request with the attributes of the options, which override its own; each value is read as the type that the policy declares.
    /// </summary>
    /// <param name="policy">Null if no policy has this name; deciding reports that.</param>
    public DecisionRequest AddedTo(DecisionRequest request, CompiledPolicy? policy, ParseResult parsed)
    {
        var declared = policy?.Layers.Attributes()
            .DistinctBy(attribute => attribute.Name)
            .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal)
            ?? [];
        var keyed = Values(parsed.GetValue(keyAttributes) ?? [], declared);
        foreach (var name in policy is null ? [] : keyed.Keys.Where(name => !declared.ContainsKey(name)))
        {
            // Deciding reports undeclared attributes of the request. A real key may carry attributes of other policies, but an option that
            // does is a mistake.
            throw new UserError($"policy `{policy!.Name}` declares no attribute `{name}`{Suggestion.Clause(name, declared.Keys)}");
        }

        return request with
        {
            Attributes = request.Attributes.SetItems(Values(parsed.GetValue(attributes) ?? [], declared)),
            KeyAttributes = request.KeyAttributes.SetItems(keyed),
        };
    }

    /// <summary>An option of pairs name=value.</summary>
    public static Option<string[]> Pairs(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description };
        option.Validators.Add(given =>
        {
            foreach (var pair in given.Tokens.Where(token => token.Value.IndexOf('=') <= 0))
            {
                given.AddError($"`{pair.Value}` is not name=value");
            }

            var named = given.Tokens.Where(token => token.Value.IndexOf('=') > 0).GroupBy(token => token.Value[..token.Value.IndexOf('=')]);
            foreach (var same in named.Where(same => same.Count() > 1))
            {
                given.AddError($"{name} {same.Key} is given twice: {string.Join(", ", same.Select(pair => $"`{pair.Value}`"))}; keep one");
            }
        });
        return option;
    }

    /// <summary>The values of pairs name=value, each read as the type that the policy declares.</summary>
    public static Dictionary<string, AttributeValue> Values(string[] options, Dictionary<string, AttributeDeclaration> declared)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var cut = option.IndexOf('=');
            values[option[..cut]] = AttributeValue.Parse(option[(cut + 1)..], declared.GetValueOrDefault(option[..cut])?.Type);
        }

        return values;
    }
}
