using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>
/// The fields by which a client asks a vendor for a tier of other prices and speeds than the endpoint's, of which the decision counted: the
/// upstream gets none. What is unknown may cost more, so only values that are known to be the standard pass.
/// </summary>
internal static class OtherTier
{
    public static IEnumerable<TopLevelField> Of(
        ReadOnlyMemory<byte> body,
        IReadOnlyList<TopLevelField> fields,
        ApiDialect dialect,
        UpstreamTarget target) =>
        fields.Where(field => Standard(field.Name, dialect) is { Length: > 0 } standard
            && field.Kind != JsonTokenType.Null
            && Encoding.UTF8.GetString(body.Span[field.Value]) is var value
            && !standard.Append(target.ServiceTier).Any(name => name is not null && value == $"\"{name}\""));

    /// <summary>Values at the vendor's standard price; empty for a field that sets no tier.</summary>
    private static string[] Standard(string field, ApiDialect dialect) => field switch
    {
        // "auto" is what the account is set to, as without the field.
        "service_tier" => ["auto", dialect == ApiDialect.AnthropicMessages ? "standard_only" : "default"],
        "speed" when dialect == ApiDialect.AnthropicMessages => ["standard"],
        _ => [],
    };
}
