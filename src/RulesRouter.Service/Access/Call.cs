using System.Collections.Immutable;
using RulesRouter.Access;

namespace RulesRouter.Service.Access;

/// <summary>What a decision takes from the HTTP request beside its body.</summary>
/// <param name="Headers">The attributes that the caller sends as <c>x-rulesrouter-attribute-NAME</c>.</param>
internal sealed record Call(Caller Caller, ImmutableArray<(string Name, string Value)> Headers)
{
    private const string Prefix = "x-rulesrouter-attribute-";

    public static Call Of(HttpContext context) => new(context.Caller(), Attributes(context.Request.Headers));

    private static ImmutableArray<(string, string)> Attributes(IHeaderDictionary headers)
    {
        ImmutableArray<(string, string)>.Builder? found = null;
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.Length > Prefix.Length)
            {
                found ??= ImmutableArray.CreateBuilder<(string, string)>();
                found.Add((name[Prefix.Length..], values.ToString()));
            }
        }

        return found?.ToImmutable() ?? [];
    }
}
