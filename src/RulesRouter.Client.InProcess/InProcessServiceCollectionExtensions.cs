using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RulesRouter;
using RulesRouter.Client;
using RulesRouter.Client.InProcess;
using RulesRouter.Client.Registration;

#pragma warning disable IDE0130 // Extensions of IServiceCollection are where applications look for them.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers RulesRouter with policies that this process loads.</summary>
public static class InProcessServiceCollectionExtensions
{
    /// <summary>
    /// Loads the policies, and registers an <see cref="IDecisionClient"/> that decides in this process, the <see cref="Router"/>, and an
    /// <see cref="AI.IChatClient"/> that carries decisions out. While a host runs, changed files are loaded.
    /// </summary>
    /// <exception cref="ArgumentException">The options name no policies.</exception>
    /// <exception cref="InvalidOperationException">The policies do not load; the message has every error.</exception>
    public static RulesRouterBuilder AddRulesRouterInProcess(this IServiceCollection services, Action<InProcessOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new InProcessOptions();
        configure(options);
        var router = new Router(options.Router ?? throw new ArgumentException("`Router` is required: what to load", nameof(configure)));
        if (!router.Refresh())
        {
            throw new InvalidOperationException($"the policies do not load: {string.Join('\n', router.Problems)}");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(router);
        services.TryAddSingleton<IDecisionClient>(provider => new RouterDecisionClient(
            router,
            options,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService>(provider => new RouterRefresh(
            router,
            options.RefreshEvery,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RouterRefresh>>()));
        return new RulesRouterBuilder(services, options.Chat);
    }
}
