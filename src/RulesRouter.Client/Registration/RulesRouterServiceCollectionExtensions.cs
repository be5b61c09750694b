using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RulesRouter.Client;
using RulesRouter.Client.Http;
using RulesRouter.Client.Registration;

#pragma warning disable IDE0130 // Extensions of IServiceCollection are where applications look for them.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers RulesRouter with a decision service.</summary>
public static class RulesRouterServiceCollectionExtensions
{
    /// <summary>A circuit breaker samples for more than half a second.</summary>
    private static readonly TimeSpan MinSampled = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Registers an <see cref="IDecisionClient"/> of a service, with the standard resilience of HTTP clients, and an
    /// <see cref="AI.IChatClient"/> that carries its decisions out.
    /// </summary>
    /// <exception cref="ArgumentException">The options name no service.</exception>
    public static RulesRouterBuilder AddRulesRouter(this IServiceCollection services, Action<RulesRouterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new RulesRouterOptions();
        configure(options);
        var service = options.Service
            ?? throw new ArgumentException("`Service` is required: the URL of the decision service", nameof(configure));
        services.AddHttpClient(nameof(HttpDecisionClient), http =>
            {
                http.BaseAddress = new Uri(service.ToString().TrimEnd('/') + "/");
                http.DefaultRequestHeaders.Authorization =
                    options.Key is { } key ? new AuthenticationHeaderValue("Bearer", key) : null;
            })
            .AddStandardResilienceHandler(resilience =>
            {
                resilience.TotalRequestTimeout.Timeout = options.Timeout;
                resilience.AttemptTimeout.Timeout = options.Timeout / 2;
                var sampled = options.Timeout + options.Timeout;
                resilience.CircuitBreaker.SamplingDuration = sampled > MinSampled ? sampled : MinSampled;
            });
        services.TryAddSingleton<IDecisionClient>(provider =>
        {
            var factory = provider.GetRequiredService<IHttpClientFactory>();
            return new HttpDecisionClient(() => factory.CreateClient(nameof(HttpDecisionClient)));
        });
        return new RulesRouterBuilder(services, options.Chat);
    }
}
