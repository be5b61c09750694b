using System.Diagnostics.CodeAnalysis;

namespace RulesRouter.Catalog;

/// <summary>
/// <c>provider/model</c>, split at the first <c>/</c> (the model's name may hold more), with <c>#region.tier</c> where a provider serves
/// a model in several: <c>#eu-west</c> names a region, <c>#eu-west.batch</c> both, <c>#.batch</c> the tier alone.
/// <c>*</c> belongs to patterns.
/// </summary>
public sealed record EndpointId
{
    private readonly string text;

    private EndpointId(string text, string provider, string model, string? region, string? serviceTier)
    {
        this.text = text;
        Provider = provider;
        Model = model;
        Region = region;
        ServiceTier = serviceTier;
    }

    public string Provider { get; }

    /// <summary>As the provider spells it.</summary>
    public string Model { get; }

    public string? Region { get; }

    /// <summary>Null is the standard tier.</summary>
    public string? ServiceTier { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out EndpointId? id)
    {
        id = null;
        var slash = text.IndexOf('/');
        var hash = text.IndexOf('#');
        var end = hash < 0 ? text.Length : hash;
        if (slash <= 0 || slash >= end - 1 || text.Contains('*'))
        {
            return false;
        }

        string? region = null;
        string? tier = null;
        if (hash >= 0)
        {
            var suffix = text[(hash + 1)..];
            var dot = suffix.IndexOf('.');
            region = dot < 0 ? suffix : suffix[..dot];
            tier = dot < 0 ? null : suffix[(dot + 1)..];
            if (suffix.Contains('#') || tier is "" || (region.Length == 0 && tier is null))
            {
                return false;
            }
        }

        id = new EndpointId(text, text[..slash], text[(slash + 1)..end], region is "" ? null : region, tier);
        return true;
    }

    /// <exception cref="FormatException">The string is not an endpoint id.</exception>
    public static EndpointId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"`{text}` is not an endpoint id; write `provider/model[#region.tier]`");

    public override string ToString() => text;

    public static implicit operator string(EndpointId id) => id.text;
}
