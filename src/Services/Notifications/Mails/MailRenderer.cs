using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Notifications;

/// <summary>Turns a mail's words into HTML in the club's colours.</summary>
internal sealed class MailRenderer(IServiceProvider services, ILoggerFactory logging)
{
    public Task<string> HtmlAsync(Mail mail, TenantInfo tenant, string language, MailLink? choose) => HtmlAsync(mail, Brand.Of(tenant), language, choose);

    /// <summary>The same in the colours of a brand.</summary>
    public async Task<string> HtmlAsync(Mail mail, Brand brand, string language, MailLink? choose)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(MailPage.Brand)] = brand,
            [nameof(MailPage.Language)] = language,
            [nameof(MailPage.Subject)] = mail.Subject,
            [nameof(MailPage.Preview)] = mail.Preview,
            [nameof(MailPage.Heading)] = mail.Heading,
            [nameof(MailPage.Words)] = mail.Words,
            [nameof(MailPage.Rows)] = mail.Rows,
            [nameof(MailPage.Link)] = mail.Link,
            [nameof(MailPage.Also)] = mail.Also,
            [nameof(MailPage.SmallPrint)] = mail.SmallPrint,
            [nameof(MailPage.Choose)] = choose,
        };
        await using var renderer = new HtmlRenderer(services, logging);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<MailPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
