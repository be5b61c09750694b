using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using RulesRouter.Client.Chat;

namespace RulesRouter.Client.Registration;

/// <summary>Registers the clients of providers, through which chats are carried out.</summary>
public sealed class RulesRouterBuilder
{
    private readonly List<string> providers = [];

    /// <summary>Registers the <see cref="IChatClient"/> that routes; an <see cref="IDecisionClient"/> must be registered.</summary>
    /// <param name="services">Gets the registrations.</param>
    /// <param name="chat">How chats are routed.</param>
    public RulesRouterBuilder(IServiceCollection services, RoutingChatOptions chat)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(chat);
        Services = services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.TryAddSingleton<IChatClient>(provider => new ChainChatClient(
            provider.GetRequiredService<IDecisionClient>(),
            id => provider.GetRequiredKeyedService<IChatClient>(id),
            chat with { Providers = [.. providers] },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ChainChatClient>>()));
    }

    public IServiceCollection Services { get; }

    /// <summary>Adds a provider that can be called: only endpoints of providers that are added are candidates.</summary>
    /// <param name="id">The catalog's id of the provider; the client is registered with it as its key.</param>
    /// <param name="create">The provider's client, used for all its models: each call names its own.</param>
    public RulesRouterBuilder AddProvider(string id, Func<IServiceProvider, IChatClient> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(create);
        Services.AddKeyedSingleton(id, (provider, _) => create(provider));
        providers.Add(id);
        return this;
    }
}
