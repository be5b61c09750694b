using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Tokens;
using RulesRouter.Access;
using RulesRouter.Names;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// Authentication and authorization of every request. Each endpoint names the scope that it needs with <see cref="Needs"/>; one that names
/// none needs a credential, and only those that allow anonymous callers are open. On a loopback address without credentials every caller
/// has every scope, so that nothing is authenticated.
/// </summary>
internal static class ServiceAccess
{
    /// <summary>Signatures with a public key only: the issuer's key set is public.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">The file of keys cannot be read.</exception>
    /// <exception cref="FormatException">The file of keys has errors.</exception>
    public static IServiceCollection AddAccess(this IServiceCollection services, ServiceOptions options, TimeProvider clock)
    {
        services.AddSingleton(options.Access)
            .AddSingleton(new ApiKeyStore(options.Access))
            .AddSingleton(new OpenCaller(options))
            .AddSingleton(new TokenCallers(options.Access))
            .AddSingleton<AuditLog>()
            .AddSingleton<CallerRates>()
            .AddSingleton<CallerAttributes>();
        if (options.Access.KeysPath is not null)
        {
            services.AddHostedService<ApiKeyWorker>();
        }

        if (options.Access.IsOpen)
        {
            // Endpoints name scopes, and the framework would miss what checks them.
            return services.Configure<RouteOptions>(static routes => routes.SuppressCheckForUnhandledSecurityMetadata = true);
        }

        var schemes = services.AddAuthentication(CredentialHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.Name, null);
        if (options.Access.OidcIssuer is { } issuer)
        {
            schemes.AddJwtBearer(token => Configure(token, issuer, options.Access, clock));
        }

        var policies = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(static context =>
                context.Resource is HttpContext http && http.Features.Get<Caller>() is not null).Build());
        foreach (var scope in Enum.GetValues<AccessScope>())
        {
            policies.AddPolicy(EnumNames<AccessScope>.NameOf(scope), policy => policy.AddRequirements(new ScopeRequirement(scope)));
        }

        return services;
    }

    /// <summary>The certificate of an https address.</summary>
    /// <exception cref="IOException">A file cannot be read, or its content cannot be used.</exception>
    public static void UseTls(this WebApplicationBuilder builder, AccessOptions options)
    {
        if (options.CertificatePath is null)
        {
            return;
        }

        var certificates = new TlsCertificates(options);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(certificates.Configure));
        builder.Services.AddSingleton(certificates).AddHostedService<TlsWorker>();
    }

    public static void UseAccess(this WebApplication app)
    {
        var audit = app.Services.GetRequiredService<AuditLog>();
        var rates = app.Services.GetRequiredService<CallerRates>();
        var options = app.Services.GetRequiredService<AccessOptions>();
        app.Use(static (context, next) =>
        {
            SecurityHeaders.Add(context);
            return next(context);
        });
        if (options.IsOpen)
        {
            var open = app.Services.GetRequiredService<OpenCaller>();
            app.Use((context, next) =>
            {
                if (!IsLocalName(context.Request.Host.Host))
                {
                    return RejectHost(context);
                }

                context.Features.Set(open.Caller);
                return next(context);
            });
        }
        else
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }

        app.Use((context, next) => rates.Run(context, next));
        app.Use((context, next) => context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>() is { Scope: AccessScope.Administer }
            ? Audited(context, next, audit)
            : next(context));
    }

    /// <summary>Callers of the endpoint need the scope.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, AccessScope scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(EnumNames<AccessScope>.NameOf(scope))
            .WithMetadata(new NeededScope(scope), Answers(StatusCodes.Status401Unauthorized), Answers(StatusCodes.Status403Forbidden));

    /// <summary>Who makes the request; <see cref="Caller.Anonymous"/> without an accepted credential.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? RulesRouter.Access.Caller.Anonymous;

    /// <summary>For the description of the API.</summary>
    private static ProducesResponseTypeMetadata Answers(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);

    private static void Configure(JwtBearerOptions token, string issuer, AccessOptions options, TimeProvider clock)
    {
        token.Authority = issuer;
        token.Audience = options.OidcAudience;
        token.MapInboundClaims = false;
        token.SaveToken = false;
        // The settings accept http on a loopback address only.
        token.RequireHttpsMetadata = issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        token.BackchannelTimeout = IssuerTimeout;
        token.Events = new JwtBearerEvents
        {
            OnMessageReceived = static received =>
            {
                received.Token = Credential.Of(received.Request.Headers).Text;
                return Task.CompletedTask;
            },
        };
        token.TokenValidationParameters.ValidAlgorithms = Algorithms;
        token.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => until is { } end
            && (from is not { } start || clock.GetUtcNow().UtcDateTime + ClockSkew > start)
            && IsNotOver(clock.GetUtcNow().UtcDateTime - ClockSkew, end);
    }

    private static bool IsNotOver(DateTime now, DateTime end) =>
        now < end ? true : throw new SecurityTokenExpiredException("the token has expired");

    /// <summary>A page of another site whose name resolves to this machine sends that name.</summary>
    private static bool IsLocalName(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Task RejectHost(HttpContext context) => AccessProblem.Send(
        context,
        StatusCodes.Status421MisdirectedRequest,
        "another host",
        $"this service answers requests to loopback addresses only, found host `{context.Request.Host.Host}`");

    private static async Task Audited(HttpContext context, RequestDelegate next, AuditLog audit)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            audit.Administered(context);
        }
    }
}
