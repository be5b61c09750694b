using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Redacting;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// Registers the gateway, and maps its routes under <c>/openai/v1</c> and <c>/anthropic/v1</c>: a client with one base URL may speak either
/// vendor's API.
/// </summary>
internal static class GatewayServices
{
    public const string Openai = "/openai/v1";
    public const string Anthropic = "/anthropic/v1";

    /// <exception cref="IOException">A file of the settings cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file of the settings may not be read.</exception>
    /// <exception cref="FormatException">A file of the settings has another form.</exception>
    public static IServiceCollection AddGateway(this IServiceCollection services, ServiceOptions options)
    {
        var file = options.Gateway.CredentialsPath is { } path ? CredentialFile.Read(path) : [];
        var errors = options.Gateway.ErrorsPath is { } rules ? ErrorFile.Read(rules) : ErrorTable.Default;
        var checks = options.Gateway.ChecksPath is { } named
            ? CheckFile.Read(named)
            : ImmutableSortedDictionary.Create<string, Verifier>(StringComparer.Ordinal);
        return services
            .AddSingleton(new UpstreamCredentials(file, options.Environment))
            .AddSingleton(errors)
            .AddSingleton(new AnswerJudge(checks))
            .AddSingleton(_ => new UpstreamClients(options.Gateway.Limits.Connect))
            .AddSingleton<ChainRunner>()
            .AddSingleton<GatewayObligations>()
            .AddSingleton<SessionKeys>()
            .AddSingleton<PlaceholderMemory>()
            .AddSingleton<ConversationMemory>()
            .AddSingleton<CallsRecorder>()
            .AddSingleton<UnansweredCalls>()
            .AddHostedService(provider => provider.GetRequiredService<UnansweredCalls>())
            .AddSingleton<ModelList>()
            .AddSingleton<CallPreparation>()
            .AddSingleton<CallDecision>()
            .AddSingleton<CallExecution>()
            .AddSingleton<GatewayHandler>();
    }

    public static void MapGateway(this WebApplication app)
    {
        var handler = app.Services.GetRequiredService<GatewayHandler>();
        var models = app.Services.GetRequiredService<ModelList>();
        foreach (var prefix in new[] { Openai, Anthropic })
        {
            Post($"{prefix}/chat/completions", ApiDialect.OpenaiChat, CallKind.Answer, "Answers as OpenAI's Chat Completions");
            Post($"{prefix}/responses", ApiDialect.OpenaiResponses, CallKind.Answer, "Answers as OpenAI's Responses");
            Post($"{prefix}/responses/compact", ApiDialect.OpenaiResponses, CallKind.Compact, "Compacts as OpenAI's Responses");
            Post($"{prefix}/embeddings", ApiDialect.OpenaiChat, CallKind.Embed, "Embeds texts as OpenAI's Embeddings");
            Post($"{prefix}/messages", ApiDialect.AnthropicMessages, CallKind.Answer, "Answers as Anthropic's Messages");
            Post(
                $"{prefix}/messages/count_tokens",
                ApiDialect.AnthropicMessages,
                CallKind.CountTokens,
                "Counts tokens as Anthropic's Messages");
        }

        Get(Openai, ApiDialect.OpenaiChat);
        Get(Anthropic, ApiDialect.AnthropicMessages);

        void Post(string route, ApiDialect dialect, CallKind kind, string summary) => app
            .MapPost(route, (HttpContext context) => handler.Handle(context, dialect, kind))
            .Needs(AccessScope.Gateway)
            .WithTags("Gateway")
            .WithSummary(summary);

        void Get(string prefix, ApiDialect dialect)
        {
            app.MapGet($"{prefix}/models", (HttpContext context) => models.Send(context, ModelList.DialectOf(context.Request, dialect)))
                .Needs(AccessScope.Gateway)
                .WithTags("Gateway")
                .WithSummary("Lists the policies, aliases and models that a client may name");
            app.MapGet(
                $"{prefix}/models/{{**name}}",
                // Routing leaves the slash of `policy%2FNAME` escaped, as vendors' clients send it.
                (HttpContext context, string name) =>
                    models.Send(context, ModelList.DialectOf(context.Request, dialect), Uri.UnescapeDataString(name)))
                .Needs(AccessScope.Gateway)
                .WithTags("Gateway")
                .WithSummary("Describes one of them");
        }
    }
}
