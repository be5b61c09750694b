using RulesRouter.Names;

namespace RulesRouter.Catalog;

/// <summary>How a call to a provider carries its credential.</summary>
public enum ApiAuthentication
{
    /// <summary><c>authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary>The header <c>x-api-key</c>.</summary>
    [Spelling("x-api-key")]
    XApiKey,

    /// <summary>The header <c>api-key</c>.</summary>
    ApiKey,

    /// <summary>Calls need no credential.</summary>
    None,
}
