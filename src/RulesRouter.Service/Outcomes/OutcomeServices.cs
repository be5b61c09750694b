using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Outcomes;

/// <summary>Registers the outcomes of a service.</summary>
internal static class OutcomeServices
{
    public static IServiceCollection AddOutcomes(this IServiceCollection services) => services
        .AddSingleton(provider => new OutcomeIntake(
            provider.GetRequiredService<ServiceOptions>(),
            provider.GetRequiredService<Router>(),
            provider.GetRequiredService<DecisionRecorder>(),
            provider.GetRequiredService<DecisionIds>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<LearningWorker>();
}
