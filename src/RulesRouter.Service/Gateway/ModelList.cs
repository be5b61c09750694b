using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Gateway;

/// <summary>What a client may give as <c>model</c>, in the form of its vendor's list of models.</summary>
internal sealed class ModelList(Router router, UpstreamCredentials credentials, ServiceOptions options)
{
    /// <summary>Clients of Anthropic's API send its version with every call.</summary>
    /// <param name="otherwise">The dialect of the route.</param>
    public static ApiDialect DialectOf(HttpRequest request, ApiDialect otherwise) =>
        request.Headers.ContainsKey("anthropic-version") ? ApiDialect.AnthropicMessages : otherwise;

    /// <param name="only">The one that the client asks for; null for all.</param>
    public async Task Send(HttpContext context, ApiDialect dialect, string? only = null)
    {
        if (router.Current is not { Set: var set })
        {
            await GatewayError.Send(context, dialect, GatewayError.NotReady).ConfigureAwait(false);
            return;
        }

        var caller = context.Caller();
        var names = RequestedPolicy.Names(caller, options.Gateway, set, credentials.Callable(set.Catalog)).ToList();
        if (only is not null && !names.Contains(only))
        {
            await GatewayError.Send(context, dialect, GatewayError.UnknownModel($"unknown model `{only}`")).ConfigureAwait(false);
            return;
        }

        var body = Writing.Document(json =>
        {
            switch (dialect, only)
            {
                case (ApiDialect.AnthropicMessages, null):
                    Anthropic(json, names);
                    break;
                case (ApiDialect.AnthropicMessages, _):
                    AnthropicModel(json, only);
                    break;
                case (ApiDialect.OpenaiChat or ApiDialect.OpenaiResponses, null):
                    Openai(json, names);
                    break;
                case (ApiDialect.OpenaiChat or ApiDialect.OpenaiResponses, _):
                    OpenaiModel(json, only);
                    break;
                default:
                    throw new UnreachableException($"{dialect}");
            }
        });
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static void Openai(Utf8JsonWriter json, List<string> names)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var name in names)
        {
            OpenaiModel(json, name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void OpenaiModel(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("id", name);
        json.WriteString("object", "model");
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", "rulesrouter");
        json.WriteEndObject();
    }

    private static void Anthropic(Utf8JsonWriter json, List<string> names)
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var name in names)
        {
            AnthropicModel(json, name);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteString("first_id", names.FirstOrDefault());
        json.WriteString("last_id", names.LastOrDefault());
        json.WriteEndObject();
    }

    private static void AnthropicModel(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("type", "model");
        json.WriteString("id", name);
        json.WriteString("display_name", name);
        json.WriteString("created_at", "1970-01-01T00:00:00Z");
        json.WriteEndObject();
    }
}
