using System.Globalization;
using Memori.Server.Access;
using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Server.DataSources;

/// <summary>
/// A request that names a user speaks for that user: whom a datasource's rules narrow does not administer it, and for whom it is closed it is not
/// there. Once there are API keys it takes one of role admin; until then a request without a user is the operator's.
/// </summary>
internal sealed class AdministrationFilter(AccessCatalog access) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        AccessGate.RequireAdministrator(request);
        var id = int.Parse((string)request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        if (CallerIdentity.NamedCaller(request) is { } caller && await access.IsNarrowedAsync(id, caller, context.HttpContext.RequestAborted))
        {
            throw new MemoriException(FaultKind.Forbidden, "not-administrator", new LocalizedText(
                "Access rules of this datasource hold for you, so you can't administer it. Ask whoever does.", "该数据源的访问规则对您生效,因此您不能管理它。请联系管理员。"));
        }

        return await next(context);
    }
}
