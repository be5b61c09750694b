using Microsoft.Extensions.Primitives;

namespace RulesRouter.Service.Access;

/// <summary>The credential of a request: <c>authorization: Bearer …</c> or <c>x-api-key</c>.</summary>
/// <param name="Text">Null if there is none.</param>
/// <param name="Error">Why the headers hold no usable credential; null otherwise.</param>
internal readonly record struct Credential(string? Text, string? Error)
{
    private const string Bearer = "Bearer ";

    public static Credential Of(IHeaderDictionary headers)
    {
        var (authorization, key) = (headers.Authorization, headers["x-api-key"]);
        if (authorization.Count > 1 || key.Count > 1)
        {
            return new Credential(null, "the request has several credentials; send one");
        }

        var token = authorization.Count == 1 ? TokenOf(authorization) : null;
        if (authorization.Count == 1 && token is null)
        {
            return new Credential(null, "send the credential as `authorization: Bearer …` or `x-api-key: …`");
        }

        return token is not null && key.Count == 1 && key[0] != token
            ? new Credential(null, "`authorization` and `x-api-key` hold different credentials; send one")
            : new Credential(token ?? key.FirstOrDefault(), null);
    }

    private static string? TokenOf(StringValues header) =>
        header[0] is { } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : null;
}
