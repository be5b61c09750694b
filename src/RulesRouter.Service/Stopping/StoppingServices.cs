using RulesRouter.Service.Options;

namespace RulesRouter.Service.Stopping;

/// <summary>Registers how a service stops.</summary>
internal static class StoppingServices
{
    public static void UseDrain(this WebApplicationBuilder builder, ServiceOptions options)
    {
        var connections = new OpenConnections();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Use(connections.Before)));
        builder.Services.AddSingleton(connections)
            .AddSingleton<Drain>()
            .AddHostedService(services => services.GetRequiredService<Drain>())
            .Configure<HostOptions>(host => host.ShutdownTimeout = Drain.TimeOf(options));
    }

    /// <summary>
    /// Answers of a service that stops close their connection, so that the next request of the client goes to another instance.
    /// </summary>
    public static void UseDrain(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (drain.HasBegun)
            {
                context.Response.Headers.Connection = "close";
            }

            return next(context);
        });
    }
}
