using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>Registers what loads policies.</summary>
internal static class LoadingServices
{
    /// <summary>Loads the first revision and registers what reloads it.</summary>
    /// <exception cref="IOException">The folder of accepted revisions cannot be created.</exception>
    /// <exception cref="OperationCanceledException">The service stops before the files have settled.</exception>
    public static IServiceCollection AddLoading(
        this IServiceCollection services,
        Router router,
        IPolicySource source,
        ServiceOptions options,
        TimeProvider clock,
        CancellationToken stop)
    {
        var loading = new PolicyLoading(router, source, options, clock);
        loading.Start(stop);
        return services.AddSingleton(loading).AddHostedService<ReloadWorker>();
    }
}
