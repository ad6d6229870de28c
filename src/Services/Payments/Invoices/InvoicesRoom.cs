using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Invoices and credit notes, and who stands on them.</summary>
internal static class InvoicesRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<TaxSettings>().AddScoped<InvoiceBook>().AddScoped<Invoicing>().AddScoped<PurchaseInvoicing>().AddScoped<InvoiceReader>().AddScoped<ShowReceipt>().AddScoped<ShowMyReceipts>().AddScoped<ShowTax>();
        services.AddTimer<KeepInvoices>(service, KeepInvoices.Job);
        services.AddTimer<KeepPurchaseInvoices>(service, KeepPurchaseInvoices.Job);
        services.AddNavEntry(new NavEntry(Door.Club, ShowMyReceipts.Path, "My receipts", "receipt", 50, typeof(AccountingWords), Under: NavEntry.Account));
        services.AddNavEntry(new NavEntry(Door.Club, ShowInvoices.Path, "Invoices", "file-text", 30, typeof(AccountingWords), Ability.SeePayments, ShowMoney.Path));
        services.AddNavEntry(new NavEntry(Door.Club, ShowTax.Path, "Tax and invoices", "percent", 40, typeof(AccountingWords), Ability.ManageTenant, ShowMoney.Path));
    }

    public static void Map(Doors doors)
    {
        ShowInvoices.Map(doors);
        ShowReceipt.Map(doors);
        ReceiptsApi.Map(doors);
        ShowMyReceipts.Map(doors);
        ShowTax.Map(doors);
    }
}
