using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>Shows the page that takes a payer over to a company's site with a form, and lets forms of this one page lead there.</summary>
internal static class LeavePage
{
    public static IResult Of(HttpContext http, string company, Payment payment, Uri target, IEnumerable<KeyValuePair<string, string?>> fields)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("form-action 'self'", $"form-action 'self' {target.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal);
        // It carries a password in its fields: nobody keeps a copy.
        headers.CacheControl = "no-store";
        return new RazorComponentResult<LeavingPage>(new { Company = company, payment.Description, ToPay = payment.Amount, Target = target, Fields = fields, BackTo = payment.ReturnPath ?? "/" });
    }
}
