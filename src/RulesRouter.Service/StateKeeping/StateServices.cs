using RulesRouter.Service.Options;

namespace RulesRouter.Service.StateKeeping;

/// <summary>Registers the state of a service.</summary>
internal static class StateServices
{
    /// <exception cref="IOException">The file of the state cannot be opened.</exception>
    public static IServiceCollection AddState(this IServiceCollection services, ServiceOptions options, TimeProvider clock)
    {
        // Opened here, where a failure has a reader, and disposed with the service, as what a factory returns is.
        var state = new ServiceState(options, clock);
        return services.AddSingleton(_ => state).AddSingleton(state.Sessions).AddHostedService<StateWorker>();
    }
}
