using Microsoft.AspNetCore.Authorization;
using RulesRouter.Access;

namespace RulesRouter.Service.Access;

/// <summary>An endpoint's requirement that the caller has a scope.</summary>
internal sealed class ScopeRequirement(AccessScope scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    public AccessScope Scope => scope;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.Caller().Has(requirement.Scope))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
