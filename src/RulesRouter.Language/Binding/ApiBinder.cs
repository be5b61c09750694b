using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;

namespace RulesRouter.Language.Binding;

/// <summary>A provider's <c>api</c> → <see cref="ProviderApi"/>.</summary>
internal static class ApiBinder
{
    /// <summary>Null without an <c>api</c>, and where the schema or the URL is violated, which is reported.</summary>
    public static ProviderApi? Bind(YamlMapping? api, DiagnosticBag diagnostics)
    {
        if (api?["baseUrl"] is not YamlScalar baseUrl || Dialects(api["dialect"], diagnostics) is not { IsEmpty: false } dialects)
        {
            return null;
        }

        if (!Uri.TryCreate(baseUrl.Text.TrimEnd('/'), UriKind.Absolute, out var url) || url.Query.Length > 0 || url.UserInfo.Length > 0)
        {
            diagnostics.Add(
                CatalogDiagnostics.BadBaseUrl,
                baseUrl.Span,
                $"`baseUrl` is not the URL of an API: \"{baseUrl.Text}\"",
                "write https://host/path, without a user, query or fragment; the path of the dialect follows it");
            return null;
        }

        return new ProviderApi(
            dialects,
            url,
            EnumNames<ApiAuthentication>.TryParse(api.String("auth"), out var authentication) ? authentication : DefaultFor(dialects[0]),
            api.String("credential"));
    }

    private static ApiAuthentication DefaultFor(ApiDialect dialect) =>
        dialect == ApiDialect.AnthropicMessages ? ApiAuthentication.XApiKey : ApiAuthentication.Bearer;

    private static ImmutableArray<ApiDialect> Dialects(YamlNode? node, DiagnosticBag diagnostics)
    {
        var dialects = ImmutableArray.CreateBuilder<ApiDialect>();
        foreach (var name in (node is YamlSequence list ? list.Items : [node!]).OfType<YamlScalar>())
        {
            if (EnumNames<ApiDialect>.TryParse(name.Text, out var dialect))
            {
                dialects.Add(dialect);
            }
            else if (node is YamlScalar)
            {
                diagnostics.Add(
                    SchemaDiagnostics.WrongValue,
                    name.Span,
                    $"`api.dialect` cannot be \"{name.Text}\"",
                    Suggestion.DidYouMean(
                        name.Text,
                        EnumNames<ApiDialect>.All,
                        $"valid values: {string.Join(", ", EnumNames<ApiDialect>.All)}"));
            }
        }

        return [.. dialects.Distinct()];
    }
}
