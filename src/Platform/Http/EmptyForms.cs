using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// A form in which none of the fields stands that a use case asks for is bound to nothing at all. No page of ours sends one: it is malformed, and no
/// use case has to ask whether it has a form.
/// </summary>
internal static class EmptyForms
{
    public static EndpointFilterDelegate Refuse(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var parameters = endpoint.MethodInfo.GetParameters();
        var forms = Enumerable.Range(0, parameters.Length).Where(at => parameters[at].IsDefined(typeof(FromFormAttribute), inherit: false) && parameters[at].ParameterType.IsClass).ToList();
        if (forms.Count == 0) return next;
        return call => forms.TrueForAll(at => call.Arguments[at] is not null) ? next(call) : new ValueTask<object?>(Refusal.Malformed("form", "The form is empty."));
    }
}
