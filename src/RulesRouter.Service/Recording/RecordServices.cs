using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>Registers the record of a service.</summary>
internal static class RecordServices
{
    /// <exception cref="IOException">The record cannot be opened for appending, or another process writes it.</exception>
    public static IServiceCollection AddRecord(this IServiceCollection services, ServiceOptions options, TimeProvider clock)
    {
        // Opened here, where a failure has a reader, and disposed with the service, as what a factory returns is.
        var recorder = new DecisionRecorder(options, clock);
        return services
            .AddSingleton(_ => recorder)
            .AddSingleton(new ClosedSegments(recorder.Layout))
            .AddSingleton(new DecisionIds(DecisionKey.Of(options)))
            .AddHostedService<RecordKeeper>();
    }
}
